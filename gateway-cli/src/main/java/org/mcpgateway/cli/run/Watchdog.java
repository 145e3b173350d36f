package org.mcpgateway.cli.run;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/**
 * A small shell that ends our children when this process dies without saying goodbye (SIGKILL): it reads their process
 * ids from a pipe, and the end of the pipe is the sign. On an orderly stop it is closed last and does nothing.
 */
final class Watchdog implements AutoCloseable {

    // The signals of a terminal reach the whole group; the watchdog must outlive them.
    private static final String SCRIPT = """
            trap '' INT HUP TERM
            pids=
            while read -r word pid; do
              case $word in
                guard) pids="$pids $pid" ;;
                done) exit 0 ;;
              esac
            done
            for pid in $pids; do kill -TERM "$pid" 2>/dev/null; done
            tries=100
            for pid in $pids; do
              while [ "$tries" -gt 0 ] && kill -0 "$pid" 2>/dev/null; do sleep 0.1; tries=$((tries - 1)); done
            done
            for pid in $pids; do kill -KILL "$pid" 2>/dev/null; done
            """;

    private final Process shell;
    private final OutputStream pipe;

    private Watchdog(Process shell) {
        this.shell = shell;
        this.pipe = shell.getOutputStream();
    }

    static Watchdog start() throws IOException {
        return new Watchdog(new ProcessBuilder("/bin/sh", "-c", SCRIPT)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start());
    }

    /**
     * Ends this process when we die.
     *
     * @throws IOException when it cannot; the process is ended then, for nobody else knows it yet
     */
    void guard(Process child) throws IOException {
        try {
            say("guard " + child.pid());
        } catch (IOException e) {
            child.destroyForcibly().onExit().join();
            throw e;
        }
    }

    @Override
    public void close() throws IOException {
        say("done");
        pipe.close();
        shell.onExit().join();
    }

    private void say(String line) throws IOException {
        pipe.write((line + "\n").getBytes(StandardCharsets.US_ASCII));
        pipe.flush();
    }
}
