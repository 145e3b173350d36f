package org.mcpgateway.cli.compose;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.mcpgateway.cli.CommandContext;
import org.mcpgateway.cli.CommandException;
import org.mcpgateway.cli.ExitCode;
import org.mcpgateway.cli.api.GroupCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code gateway secrets}: the secrets of a deployment. */
@Command(
        name = "secrets",
        description = "Makes the secrets of a deployment.",
        footer = {"%nExample:", "  ./gateway secrets generate"})
public final class SecretsCommand extends GroupCommand {

    /** The command with its verb. */
    public static CommandLine withVerbs(CommandContext context) {
        return new CommandLine(new SecretsCommand()).addSubcommand(new GenerateCommand(context));
    }

    @Command(
            name = "generate",
            mixinStandardHelpOptions = true,
            description = "Puts the secrets that are missing into .env; one that is there is never replaced.",
            footer = {
                "%nThe file is readable by you alone afterwards.",
                "%nExamples:",
                "  ./gateway secrets generate                 those that a deployment needs",
                "  ./gateway secrets generate vault-key"
            })
    static final class GenerateCommand implements Callable<Integer> {

        private final CommandContext context;

        @Spec
        @SuppressWarnings("NullAway.Init") // picocli sets it before call()
        private CommandSpec spec;

        @Parameters(
                arity = "0..*",
                paramLabel = "SECRET",
                description =
                        "jwt-secret, rsa-keys, redis-password, vault-key or operations-key. Default: all but jwt-secret")
        private List<String> names = new ArrayList<>();

        @Mixin
        private final EnvOption env = new EnvOption();

        GenerateCommand(CommandContext context) {
            this.context = context;
        }

        @Override
        public Integer call() throws IOException {
            EnvEditor editor =
                    EnvEditor.open(env.file(context), context.installation().resolve(".env.example"));
            PrintWriter out = spec.commandLine().getOut();
            List<GeneratedSecret> chosen = names.isEmpty()
                    ? GeneratedSecret.USUAL
                    : names.stream().map(GenerateCommand::named).toList();
            for (GeneratedSecret secret : chosen) {
                if (editor.isSet(secret.key())) {
                    out.println(secret.key() + " is set already and stays as it is");
                } else {
                    editor.set(secret.key(), secret.generate());
                    out.println(secret.key() + " is new: it " + secret.purpose());
                }
            }
            editor.save();
            out.flush();
            return ExitCode.OK.number();
        }

        private static GeneratedSecret named(String name) {
            return Arrays.stream(GeneratedSecret.values())
                    .filter(secret -> secret.typed().equals(name))
                    .findFirst()
                    .orElseThrow(() -> new CommandException(
                            ExitCode.USAGE,
                            name + " is no secret of the gateway: choose among "
                                    + Arrays.stream(GeneratedSecret.values())
                                            .map(GeneratedSecret::typed)
                                            .collect(Collectors.joining(", "))));
        }
    }
}
