package org.mcpgateway.bridge.server;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Sends signals to process groups, which Java cannot: by one small shell for all of them. A shell for each signal would
 * cost more the more sessions there are, because the JVM closes every descriptor of its own in each process that it
 * starts.
 */
final class GroupSignals implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(GroupSignals.class.getName());
    private static final long PATIENCE_SECONDS = 5;
    private static final int MOST_SHELLS = 2;

    // The shell's own kill is always there; jobs takes in those that have finished. A session of its own, as the
    // guardian has.
    private static final String SCRIPT = """
            trap '' INT HUP TERM
            finish() {
              tries=10
              while [ "$tries" -gt 0 ] && kill -0 -"$1" 2>/dev/null; do sleep 0.1; tries=$((tries - 1)); done
              kill -KILL -"$1" 2>/dev/null
              echo "$1"
            }
            while read -r word group; do
              jobs > /dev/null
              if ! kill -TERM -"$group" 2>/dev/null; then
                echo "$group"
              elif [ "$word" = end ]; then
                finish "$group" &
              fi
            done
            """;

    private final Map<String, CompletableFuture<Boolean>> ending = new ConcurrentHashMap<>();
    private @Nullable Process shell;

    /** Asks all of a group to end. */
    void terminate(long group) {
        try {
            tell("term " + group);
        } catch (IOException e) {
            logUnsent(group, e);
        }
    }

    /** Asks what is left of a group to end, and ends it a second later; returns when it is gone. */
    void end(long group) {
        try {
            for (int shells = 0; shells < MOST_SHELLS; shells++) {
                if (hasEnded(group)) {
                    return;
                }
            }
            logUnsent(group, new IOException("each shell ended over it"));
        } catch (IOException | TimeoutException e) {
            logUnsent(group, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** False when the shell itself has ended over it. */
    private boolean hasEnded(long group) throws IOException, TimeoutException, InterruptedException {
        String name = Long.toString(group);
        CompletableFuture<Boolean> gone = new CompletableFuture<>();
        ending.put(name, gone);
        try {
            tell("end " + name);
            return gone.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        } finally {
            ending.remove(name, gone);
        }
    }

    /** Ends the shell; what is to be ended after that starts another. */
    @Override
    public synchronized void close() {
        if (shell != null) {
            try {
                shell.getOutputStream().close();
            } catch (IOException e) {
                LOG.log(System.Logger.Level.DEBUG, "event=group-signals-not-closed", e);
            }
            shell = null;
        }
    }

    private synchronized void tell(String line) throws IOException {
        Process there = shell;
        if (there == null || !there.isAlive()) {
            there = start();
            shell = there;
        }
        there.getOutputStream().write((line + "\n").getBytes(StandardCharsets.US_ASCII));
        there.getOutputStream().flush();
    }

    private Process start() throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                        ProcessGroup.SETSID.toString(), ProcessGroup.SHELL.toString(), "-c", SCRIPT, "mcp-signals")
                .directory(Path.of("/").toFile())
                .redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().keySet().retainAll(List.of("PATH"));
        Process started = builder.start();
        Thread.ofPlatform().name("child-signals").daemon().start(() -> hear(started));
        return started;
    }

    private void hear(Process process) {
        try (BufferedReader said = process.inputReader(StandardCharsets.US_ASCII)) {
            for (String group = said.readLine(); group != null; group = said.readLine()) {
                tellEnd(group, true);
            }
        } catch (IOException e) {
            LOG.log(System.Logger.Level.DEBUG, "event=group-signals-unheard", e);
        }
        ending.keySet().forEach(group -> tellEnd(group, false));
    }

    private void tellEnd(String group, boolean ended) {
        CompletableFuture<Boolean> waiting = ending.get(group);
        if (waiting != null) {
            waiting.complete(ended);
        }
    }

    private static void logUnsent(long group, Exception reason) {
        LOG.log(System.Logger.Level.WARNING, "event=group-not-signalled pid=" + group, reason);
    }
}
