package org.mcpgateway.cli.client;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.mcpgateway.cli.CommandContext;
import org.mcpgateway.cli.CommandException;
import org.mcpgateway.cli.ExitCode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/**
 * {@code gateway client stdio}: a stdio MCP server that is a client of one behind sign-in. Its output channel carries
 * messages alone.
 */
@Command(
        name = "stdio",
        mixinStandardHelpOptions = true,
        description = "An MCP server on stdio that passes everything on to one behind sign-in.",
        footer = {
            "%nFor clients that only start programs. The first request opens the browser, or with --device shows a",
            "code on the error channel; the token is kept in a file that only you can read, and renewed.",
            "%nExamples:",
            "  ./gateway client stdio https://time.example.com/mcp",
            "  ./gateway client stdio --device https://time.example.com/mcp"
        })
final class StdioCommand implements Callable<Integer> {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final CommandContext context;
    private final InputStream in;
    private final PrintStream out;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before call()
    private CommandSpec spec;

    @Mixin
    private final ServerOptions server = new ServerOptions();

    /** On the channels of this process. */
    StdioCommand(CommandContext context) {
        this.context = context;
        this.in = System.in;
        this.out = System.out;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        Authorization authorization = server.authorization(context, this::note);
        Connection connection = new Connection(server.address(), authorization, this::say);
        Runtime.getRuntime().addShutdownHook(new Thread(connection::close));
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
        try (var lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                pass(line, connection, threads);
            }
        }
        threads.shutdown();
        if (!threads.awaitTermination(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            threads.shutdownNow();
        }
        return ExitCode.OK.number();
    }

    /** Requests go out side by side; what wants no answer goes in order, before whatever the client says next. */
    private void pass(String line, Connection connection, ExecutorService threads) {
        if (line.isBlank()) {
            return;
        }
        Optional<Message> message = Message.parse(line);
        if (message.isEmpty()) {
            note("a line that is no JSON was left out");
        } else if (message.get().wantsAnswer()) {
            threads.execute(() -> send(message.get(), connection));
        } else {
            send(message.get(), connection);
        }
    }

    private void send(Message message, Connection connection) {
        try {
            connection.send(message);
        } catch (IOException | CommandException e) {
            note(String.valueOf(e.getMessage()));
            if (message.wantsAnswer() && message.id().isPresent()) {
                say(message.failed(String.valueOf(e.getMessage())));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void say(Message message) {
        byte[] line = (message.text() + "\n").getBytes(StandardCharsets.UTF_8);
        synchronized (out) {
            out.write(line, 0, line.length);
            out.flush();
        }
    }

    private void note(String sentence) {
        spec.commandLine().getErr().println(sentence);
        spec.commandLine().getErr().flush();
    }
}
