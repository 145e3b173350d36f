package org.mcpgateway.bridge.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A child and all that it starts, from start to end. */
final class ChildProcess {

    private static final System.Logger LOG = System.getLogger(ChildProcess.class.getName());
    private static final Path PRLIMIT = Path.of("/usr/bin/prlimit");
    private static final List<String> NEEDED = List.of("PATH", "HOME", "LANG", "TMPDIR", "SystemRoot");
    private static final long INPUT_GRACE_MILLIS = 1500;
    private static final long TERM_GRACE_MILLIS = 1500;

    private final Process process;
    private final ProcessGroup group;
    private final ChildInput input;
    private final Runnable afterwards;
    private boolean stopped;

    private ChildProcess(Process process, GroupSignals signals, ChildInput input, Runnable afterwards) {
        this.process = process;
        this.group = ProcessGroup.of(process, signals);
        this.input = input;
        this.afterwards = afterwards;
    }

    /**
     * Starts it.
     *
     * @param mark the value of its variable {@link ChildMarks#VARIABLE}
     * @param signals sends what it and all that it starts are to be told
     * @param afterwards done when it has been stopped
     * @throws ServerUnavailableException when the system cannot
     */
    static ChildProcess start(ChildCommand command, String mark, GroupSignals signals, Runnable afterwards) {
        try {
            ProcessBuilder builder = new ProcessBuilder(line(command));
            command.folder().ifPresent(folder -> builder.directory(folder.toFile()));
            Map<String, String> environment = builder.environment();
            environment.keySet().retainAll(NEEDED);
            environment.putAll(command.environment());
            environment.put(ChildMarks.VARIABLE, mark);
            requireProgram(command.command().getFirst(), environment.getOrDefault("PATH", ""));
            Process process = builder.start();
            return new ChildProcess(
                    process,
                    signals,
                    new ChildInput(process.getOutputStream(), 2L * command.longestLine()),
                    afterwards);
        } catch (IOException e) {
            LOG.log(System.Logger.Level.WARNING, "event=child-not-started label=" + command.label(), e);
            throw new ServerUnavailableException("the MCP server cannot be started", e);
        }
    }

    Process process() {
        return process;
    }

    ChildInput input() {
        return input;
    }

    int exitCode() {
        return process.isAlive() ? -1 : process.exitValue();
    }

    /** Closes its input, then asks it to end, then ends it, with everything that it started; waits until it is gone. */
    synchronized void stop() {
        if (stopped) {
            return;
        }
        stopped = true;
        input.finish();
        if (!hasEnded(INPUT_GRACE_MILLIS)) {
            group.terminate();
            hasEnded(TERM_GRACE_MILLIS);
        }
        group.end();
        hasEnded(TERM_GRACE_MILLIS);
        afterwards.run();
    }

    /** Gives its streams up, whoever holds their other ends. */
    void closeStreams() {
        process.destroyForcibly();
    }

    private boolean hasEnded(long millis) {
        try {
            return process.waitFor(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static List<String> line(ChildCommand command) {
        List<String> line = new ArrayList<>();
        if (ProcessGroup.canBeMade()) {
            line.add(ProcessGroup.SETSID.toString());
        }
        if (!command.limits().isEmpty()) {
            if (!Files.isExecutable(PRLIMIT)) {
                throw new ServerUnavailableException(
                        "the service has limits, and this system has no " + PRLIMIT + " to keep them");
            }
            line.add(PRLIMIT.toString());
            line.addAll(command.limits().options());
        }
        line.addAll(command.command());
        return line;
    }

    /** Asked beforehand, because setsid would start and only then fail. */
    private static void requireProgram(String program, String path) throws IOException {
        boolean found = program.contains("/")
                ? Files.isExecutable(Path.of(program))
                : Stream.of(path.split(":", -1)).anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
        if (!found) {
            throw new IOException("no such program");
        }
    }
}
