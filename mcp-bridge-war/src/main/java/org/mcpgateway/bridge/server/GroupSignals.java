package org.mcpgateway.bridge.server;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Sends signals to process groups, which Java cannot: by one small shell for all of them, which starts nothing itself.
 * A process for each signal would cost more the more sessions there are, because the JVM closes every descriptor of its
 * own in each process that it starts.
 */
final class GroupSignals implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(GroupSignals.class.getName());
    private static final long FIRST_PAUSE_MILLIS = 20;
    private static final long LAST_PAUSE_MILLIS = 640;

    private @Nullable Shell shell;
    private boolean closed;

    /** Asks all of a group to end. */
    void terminate(long group) {
        try {
            send("TERM", group);
        } catch (IOException e) {
            logUnsent(group, e);
        }
    }

    /** Asks what is left of a group to end, and ends it little more than a second later; returns when it is gone. */
    void end(long group) {
        try {
            boolean left = send("TERM", group);
            for (long pause = FIRST_PAUSE_MILLIS; left && pause <= LAST_PAUSE_MILLIS && hasPaused(pause); pause *= 2) {
                left = send("0", group);
            }
            if (left) {
                send("KILL", group);
            }
        } catch (IOException e) {
            logUnsent(group, e);
        }
    }

    /** Ends the shell; what is still to be signalled after that has one of its own. */
    @Override
    public synchronized void close() {
        closed = true;
        if (shell != null) {
            shell.close();
            shell = null;
        }
    }

    /** False when nothing is left of the group. A shell that was killed meanwhile is replaced, once. */
    private synchronized boolean send(String signal, long group) throws IOException {
        Shell there = shell == null ? Shell.start() : shell;
        shell = null;
        try {
            return there.send(signal, group);
        } catch (IOException e) {
            there.close();
            there = Shell.start();
            return there.send(signal, group);
        } finally {
            if (closed) {
                there.close();
            } else {
                shell = there;
            }
        }
    }

    /**
     * Nothing tells when a group is gone, so it is looked for now and then. False when the thread is to stop waiting.
     */
    private static boolean hasPaused(long millis) {
        try {
            Thread.sleep(millis);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static void logUnsent(long group, IOException reason) {
        LOG.log(System.Logger.Level.WARNING, "event=group-not-signalled pid=" + group, reason);
    }

    /** Sends what it is told on a line and answers each; it ends with its input, and so with the bridge. */
    private record Shell(Process process, BufferedWriter input, BufferedReader output) implements AutoCloseable {

        private static final String SCRIPT = """
                trap '' INT HUP TERM
                while read -r signal group; do
                  if kill -"$signal" -"$group" 2>/dev/null; then echo left; else echo gone; fi
                done
                """;

        static Shell start() throws IOException {
            Process process = OwnShell.running(SCRIPT, "mcp-signals").start();
            return new Shell(
                    process,
                    process.outputWriter(StandardCharsets.US_ASCII),
                    process.inputReader(StandardCharsets.US_ASCII));
        }

        boolean send(String signal, long group) throws IOException {
            input.write(signal + " " + group + "\n");
            input.flush();
            String answer = output.readLine();
            if (answer == null) {
                throw new IOException("the shell has ended");
            }
            return answer.equals("left");
        }

        @Override
        public void close() {
            process.destroyForcibly();
        }
    }
}
