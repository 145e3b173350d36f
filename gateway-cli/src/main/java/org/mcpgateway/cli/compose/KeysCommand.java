package org.mcpgateway.cli.compose;

import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.mcpgateway.cli.CommandContext;
import org.mcpgateway.cli.CommandException;
import org.mcpgateway.cli.ExitCode;
import org.mcpgateway.cli.api.AdminApi;
import org.mcpgateway.cli.api.AdminVerb;
import org.mcpgateway.cli.api.GroupCommand;
import org.mcpgateway.cli.api.Report;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code gateway keys}: what tokens are signed with. */
@Command(
        name = "keys",
        description = "Lists the keys that tokens are checked by, and replaces the one that signs.",
        footer = {
            "%nExamples:",
            "  ./gateway keys rotate && ./gateway up      a new key signs, tokens of the old one stay good",
            "  ./gateway keys list                        what the gateway that runs uses",
            "  ./gateway keys retire && ./gateway up      a day later: the old key is gone"
        })
public final class KeysCommand extends GroupCommand {

    private static final String SIGNING = "JWT_PRIVATE_KEY_B64";
    private static final String PREVIOUS = "JWT_PREVIOUS_PUBLIC_KEYS_B64";

    /** The command with its verbs. */
    public static CommandLine withVerbs(CommandContext context) {
        return new CommandLine(new KeysCommand())
                .addSubcommand(new ListCommand(context))
                .addSubcommand(new RotateCommand(context))
                .addSubcommand(new RetireCommand(context));
    }

    @Command(
            name = "list",
            mixinStandardHelpOptions = true,
            description = "Lists the keys of the gateway that runs, by their identifiers; the one that signs first.",
            footer = {"%nExample:", "  ./gateway keys list"})
    static final class ListCommand extends AdminVerb {

        ListCommand(CommandContext context) {
            super(context);
        }

        @Override
        protected ExitCode run(Report report) throws IOException, InterruptedException {
            List<JsonObject> keys =
                    api().get("keys", Map.of()).getJsonArray("keys").getValuesAs(JsonObject.class);
            report.list(new AdminApi.Listing(keys, false), "kid", "alg", "signs");
            return ExitCode.OK;
        }
    }

    @Command(
            name = "rotate",
            mixinStandardHelpOptions = true,
            description = "Puts a new signing key into .env and keeps the public half of the old one.",
            footer = {
                "%nNobody has to sign in again: tokens of the old key stay good until they end. With several replicas, or",
                "a key that is in a file or on P-256, follow docs/how-to/rotate-keys.md.",
                "%nExamples:",
                "  ./gateway keys rotate && ./gateway up",
                "  ./gateway keys rotate --stolen && ./gateway up      tokens of all keys so far end at once"
            })
    static final class RotateCommand extends KeyVerb {

        @Option(
                names = "--stolen",
                description = "Keeps neither the old key nor earlier ones; clients use their refresh tokens.")
        private boolean stolen;

        RotateCommand(CommandContext context) {
            super(context);
        }

        @Override
        String change(Settings settings, EnvEditor editor) {
            String current = settings.require(SIGNING, "gateway secrets generate rsa-keys makes the first one");
            String old = PublicHalf.of(current)
                    .orElseThrow(() -> settings.malformed(SIGNING, "is no RSA key: see docs/how-to/rotate-keys.md"));
            Set<String> kept = new LinkedHashSet<>(settings.list(PREVIOUS));
            kept.remove(old);
            int earlier = kept.size();
            kept.add(old);
            editor.set(SIGNING, GeneratedSecret.RSA_KEYS.generate());
            // Whoever has the key may have those of before, and nobody knows which of them it was that was stolen.
            editor.set(PREVIOUS, stolen ? "" : String.join(",", kept));
            return stolen
                    ? "a new key is in .env: after gateway up, tokens of the old one"
                            + (earlier == 0 ? "" : " and of " + keys(earlier, "earlier "))
                            + " are good no more"
                    : "a new key is in .env: gateway up puts it to use; tokens of the old one stay good";
        }
    }

    @Command(
            name = "retire",
            mixinStandardHelpOptions = true,
            description = "Takes the public keys of before out of .env.",
            footer = {
                "%nTokens of theirs are good no more. Wait for ACCESS_TOKEN_LIFETIME after a rotation: by then there is none.",
                "%nExample:",
                "  ./gateway keys retire && ./gateway up"
            })
    static final class RetireCommand extends KeyVerb {

        RetireCommand(CommandContext context) {
            super(context);
        }

        @Override
        String change(Settings settings, EnvEditor editor) {
            int count = settings.list(PREVIOUS).size();
            if (count == 0) {
                throw new CommandException(
                        ExitCode.NOT_FOUND, "there is no key of before in " + settings.file() + ": nothing to retire");
            }
            editor.set(PREVIOUS, "");
            return "took " + keys(count, "") + " out of .env: gateway up puts it to use";
        }
    }

    private static String keys(int count, String which) {
        return count + " " + which + (count == 1 ? "key" : "keys");
    }

    /** A verb that changes the keys of {@code .env}. */
    abstract static class KeyVerb implements Callable<Integer> {

        private final CommandContext context;

        @Spec
        @SuppressWarnings("NullAway.Init") // picocli sets it before call()
        private CommandSpec spec;

        @Mixin
        private final EnvOption env = new EnvOption();

        KeyVerb(CommandContext context) {
            this.context = context;
        }

        /** Changes them, and says so. */
        abstract String change(Settings settings, EnvEditor editor);

        @Override
        public final Integer call() throws IOException {
            Path file = env.file(context);
            Settings settings = Settings.read(file, context.environment());
            requireInFile(settings);
            EnvEditor editor = EnvEditor.open(file, file);
            String sentence = change(settings, editor);
            editor.save();
            PrintWriter out = spec.commandLine().getOut();
            out.println(sentence);
            out.flush();
            return ExitCode.OK.number();
        }

        /** What comes before the file would make the change one on paper. */
        private void requireInFile(Settings settings) {
            for (String key : List.of(SIGNING, PREVIOUS)) {
                if (context.environment().containsKey(key)
                        || settings.find(key + "_FILE").isPresent()) {
                    throw new CommandException(
                            ExitCode.SETTING_INVALID,
                            key + " is set by the environment or a file of its own, which come before .env: see"
                                    + " docs/how-to/rotate-keys.md");
                }
            }
            String algorithm = settings.find("JWT_ALGORITHM").orElse("RS256");
            if (!algorithm.equals("RS256")) {
                throw settings.malformed(
                        "JWT_ALGORITHM",
                        "is " + algorithm + ", and only RS256 is rotated: see docs/how-to/rotate-keys.md");
            }
        }
    }
}
