package org.mcpgateway.bridge.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A child and all that it starts. Where the system has {@code setsid} it leads a process group of its own, so that
 * grandchildren end with it even when they have lost their parent.
 */
final class ChildProcess {

    private static final System.Logger LOG = System.getLogger(ChildProcess.class.getName());
    private static final Path SETSID = Path.of("/usr/bin/setsid");
    private static final List<String> NEEDED = List.of("PATH", "HOME", "LANG", "TMPDIR", "SystemRoot");
    private static final long STDIN_GRACE_MILLIS = 1500;
    private static final long TERM_GRACE_MILLIS = 1500;

    private final Process process;
    private final boolean leadsGroup;
    private boolean stopped;

    private ChildProcess(Process process, boolean leadsGroup) {
        this.process = process;
        this.leadsGroup = leadsGroup;
    }

    static ChildProcess start(ChildCommand command) {
        boolean group = Files.isExecutable(SETSID);
        List<String> line = new ArrayList<>();
        if (group) {
            line.add(SETSID.toString());
        }
        line.addAll(command.command());
        ProcessBuilder builder = new ProcessBuilder(line);
        command.folder().ifPresent(folder -> builder.directory(folder.toFile()));
        Map<String, String> environment = builder.environment();
        environment.keySet().retainAll(NEEDED);
        environment.putAll(command.environment());
        try {
            if (group && !isProgram(command.command().getFirst(), environment.getOrDefault("PATH", ""))) {
                throw new IOException("no such program");
            }
            return new ChildProcess(builder.start(), group);
        } catch (IOException e) {
            LOG.log(System.Logger.Level.WARNING, "event=child-not-started label=" + command.label(), e);
            throw new ServerUnavailableException("the MCP server cannot be started", e);
        }
    }

    Process process() {
        return process;
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
        List<ProcessHandle> family = family();
        try {
            process.getOutputStream().close();
        } catch (IOException e) {
            LOG.log(System.Logger.Level.TRACE, "event=child-stdin-broken pid={0}", process.pid());
        }
        if (!await(STDIN_GRACE_MILLIS)) {
            family = family();
            family.forEach(ProcessHandle::destroy);
            process.destroy();
            await(TERM_GRACE_MILLIS);
        }
        family.forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        killGroup();
    }

    private List<ProcessHandle> family() {
        return process.descendants().toList();
    }

    private boolean await(long millis) {
        try {
            return process.waitFor(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private void killGroup() {
        if (!leadsGroup) {
            return;
        }
        try {
            new ProcessBuilder("/bin/kill", "-KILL", "--", "-" + process.pid())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor(1, TimeUnit.SECONDS);
        } catch (IOException e) {
            LOG.log(System.Logger.Level.DEBUG, "event=group-not-killed pid={0}", process.pid());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Asked beforehand, because setsid would start and only then fail. */
    private static boolean isProgram(String program, String path) {
        return program.contains("/")
                ? Files.isExecutable(Path.of(program))
                : Stream.of(path.split(":", -1)).anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }
}
