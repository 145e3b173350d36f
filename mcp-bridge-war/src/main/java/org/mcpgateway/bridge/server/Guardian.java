package org.mcpgateway.bridge.server;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A small shell that ends the children when the bridge dies without saying goodbye (SIGKILL): the end of its input is
 * the sign. It knows them by their mark, so it need not be told of each. On an orderly stop it does nothing.
 */
final class Guardian implements AutoCloseable {

    // In a session of its own, so that what a terminal or service manager sends to our group does not end it first.
    private static final String SCRIPT = """
            trap '' INT HUP TERM
            while read -r line; do [ "$line" != done ] || exit 0; done
            sleep 1
            for file in $(grep -lszF "$1" /proc/[0-9]*/environ 2>/dev/null); do
              pid=${file#/proc/}
              kill -KILL "${pid%/environ}" 2>/dev/null
            done
            """;

    private final Process shell;

    private Guardian(Process shell) {
        this.shell = shell;
    }

    /** Starts it; it guards the processes whose mark begins so. */
    static Guardian start(String marks) throws IOException {
        List<String> line = new ArrayList<>();
        if (Files.isExecutable(ProcessGroup.SETSID)) {
            line.add(ProcessGroup.SETSID.toString());
        }
        line.addAll(List.of("/bin/sh", "-c", SCRIPT, "mcp-guardian", ChildMarks.VARIABLE + "=" + marks));
        ProcessBuilder builder = new ProcessBuilder(line)
                .directory(Path.of("/").toFile())
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().keySet().retainAll(List.of("PATH"));
        return new Guardian(builder.start());
    }

    /** No child is left: it ends at once. */
    void dismiss() throws IOException {
        shell.getOutputStream().write("done\n".getBytes(StandardCharsets.US_ASCII));
        close();
        shell.onExit()
                .orTimeout(1, TimeUnit.SECONDS)
                .exceptionally(late -> shell)
                .join();
    }

    /** It ends what is left, and itself. */
    @Override
    public void close() throws IOException {
        shell.getOutputStream().close();
    }
}
