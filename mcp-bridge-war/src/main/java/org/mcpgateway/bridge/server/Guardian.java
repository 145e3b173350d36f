package org.mcpgateway.bridge.server;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/**
 * A small shell that ends the children when the bridge dies without saying goodbye (SIGKILL): the end of its input is
 * the sign. It knows them by their mark, so it need not be told of each. On an orderly stop it does nothing.
 */
final class Guardian implements AutoCloseable {

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
        return new Guardian(OwnShell.running(SCRIPT, "mcp-guardian", ChildMarks.VARIABLE + "=" + marks)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start());
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
