package org.mcpgateway.cli.compose;

import java.io.Console;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.mcpgateway.cli.CommandContext;
import org.mcpgateway.cli.CommandException;
import org.mcpgateway.cli.ExitCode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code gateway setup}: writes {@code .env} for a deployment. */
@Command(
        name = "setup",
        mixinStandardHelpOptions = true,
        description = "Asks for what a deployment needs, makes its secrets, and writes .env.",
        footer = {
            "%nWhat is set already is not asked for and never replaced. Without a terminal, give everything by options.",
            "%nExamples:",
            "  ./gateway setup",
            "  ./gateway setup --domain example.com --email admin@example.com --github-client-id Iv1.0123456789abcdef \\",
            "      --github-client-secret-file secret.txt --users octocat --services time,memory"
        })
public final class SetupCommand implements Callable<Integer> {

    private final CommandContext context;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before call()
    private CommandSpec spec;

    @Mixin
    private final EnvOption env = new EnvOption();

    @Option(names = "--domain", paramLabel = "DOMAIN", description = "The domain; *.DOMAIN must lead to this machine.")
    private @Nullable String domain;

    @Option(names = "--email", paramLabel = "ADDRESS", description = "Whom the certificate authority writes to.")
    private @Nullable String email;

    @Option(names = "--github-client-id", paramLabel = "ID", description = "Of your OAuth app at GitHub.")
    private @Nullable String clientId;

    @Option(names = "--github-client-secret-file", paramLabel = "FILE", description = "Holds the secret of that app.")
    private @Nullable Path clientSecretFile;

    @Option(names = "--users", paramLabel = "NAMES", description = "Who may sign in, by GitHub name; * is everybody.")
    private @Nullable String users;

    @Option(
            names = "--services",
            split = ",",
            paramLabel = "NAME",
            description = "Which MCP servers there are, and no others. Default: all but fetch, playwright and tmux")
    private List<String> services = List.of();

    /**
     * Makes the verb.
     *
     * @param context what it takes from the outside
     */
    public SetupCommand(CommandContext context) {
        this.context = context;
    }

    @Override
    public Integer call() throws IOException {
        Path file = env.file(context);
        EnvEditor editor = EnvEditor.open(file, context.installation().resolve(".env.example"));
        fill(editor, new Question("BASE_DOMAIN", "--domain", "Domain (auth.DOMAIN and NAME.DOMAIN lead here)"), domain);
        fill(editor, new Question("ACME_EMAIL", "--email", "E-mail address for the certificate authority"), email);
        fill(
                editor,
                new Question("GITHUB_CLIENT_ID", "--github-client-id", "Client ID of your OAuth app at GitHub"),
                clientId);
        fill(
                editor,
                new Question("GITHUB_CLIENT_SECRET", "--github-client-secret-file", "Its client secret"),
                clientSecretFile == null ? null : contents(clientSecretFile));
        fill(
                editor,
                new Question("ALLOWED_GITHUB_USERS", "--users", "Who may sign in, by GitHub name (* is everybody)"),
                users);
        switchOn(editor);
        for (GeneratedSecret secret : GeneratedSecret.USUAL) {
            if (!editor.isSet(secret.key())) {
                editor.set(secret.key(), secret.generate());
            }
        }
        Settings settings = editor.settings(context.environment());
        new SettingsCheck(settings).run();
        editor.save();
        PrintWriter out = spec.commandLine().getOut();
        out.println(file + " is complete. At GitHub, set the callback address to https://auth."
                + settings.require("BASE_DOMAIN", "") + "/callback");
        out.println("Then: ./gateway up");
        out.flush();
        return ExitCode.OK.number();
    }

    /** What is to be known: the setting, the option that gives it, and how a person is asked. */
    private record Question(String key, String option, String words) {}

    private static void fill(EnvEditor editor, Question question, @Nullable String given) {
        if (editor.isSet(question.key())) {
            return;
        }
        editor.set(
                question.key(),
                Optional.ofNullable(given)
                        .map(String::strip)
                        .filter(value -> !value.isEmpty())
                        .orElseGet(() -> asked(question)));
    }

    private static String asked(Question question) {
        Optional<Console> terminal = terminal();
        if (terminal.isEmpty()) {
            throw new CommandException(
                    ExitCode.USAGE,
                    question.key() + " is not set, and nobody can be asked here: give " + question.option());
        }
        Console console = terminal.get();
        String answer = question.key().endsWith("_SECRET")
                ? new String(console.readPassword("%s: ", question.words()))
                : console.readLine("%s: ", question.words());
        if (answer == null || answer.isBlank()) {
            throw new CommandException(ExitCode.USAGE, question.key() + " is needed: nothing was written");
        }
        return answer.strip();
    }

    /** Since Java 22 there is a console without a terminal too, and since then it says so itself. */
    @SuppressWarnings("SystemConsoleNull")
    private static Optional<Console> terminal() {
        return Optional.ofNullable(System.console()).filter(console -> {
            try {
                return Boolean.TRUE.equals(Console.class.getMethod("isTerminal").invoke(console));
            } catch (NoSuchMethodException e) {
                return true;
            } catch (ReflectiveOperationException e) {
                return false;
            }
        });
    }

    /** Those that are named and no others; without a name, what the file says, or what is on by itself. */
    private void switchOn(EnvEditor editor) {
        SortedSet<String> known = EnabledServices.known();
        services.stream().filter(name -> !known.contains(name)).findFirst().ifPresent(name -> {
            throw new CommandException(
                    ExitCode.USAGE, name + " is no service: choose among " + String.join(", ", known));
        });
        if (!services.isEmpty()) {
            known.forEach(name -> editor.set(EnabledServices.key(name), Boolean.toString(services.contains(name))));
        }
    }

    private static String contents(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new CommandException(ExitCode.NOT_FOUND, file + " cannot be read", e);
        }
    }
}
