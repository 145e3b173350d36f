package org.mcpgateway.soak;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What a JVM on this machine holds now; it collects all of its garbage for that. */
final class JvmProbe {

    private static final Path JCMD = Path.of(System.getProperty("java.home"), "bin", "jcmd");
    private static final Pattern LINE = Pattern.compile("\\s*\\d+:\\s+(\\d+)\\s+(\\d+)\\s+(\\S+).*");
    private static final Pattern TOTAL = Pattern.compile("Total\\s+\\d+\\s+(\\d+)\\s*");
    private static final Pattern WATCHED = Pattern.compile(
            "org\\.mcpgateway\\..*|java\\.lang\\.(VirtualThread|ProcessImpl)|org\\.glassfish\\.grizzly\\..*Connection");

    private final Process process;

    JvmProbe(Process process) {
        this.process = process;
    }

    /**
     * What is held.
     *
     * @param heap bytes that are reachable
     * @param resident bytes of memory that the process has from the system
     * @param threads platform threads but those of the pool
     * @param pooled threads that answer requests, of which the server keeps as many as it ever needed at once, 200 at
     *     most
     * @param descriptors open files, sockets and pipes
     * @param children processes below it
     * @param instances how many there are of each class of ours, of virtual threads, processes and connections
     */
    record Held(
            long heap,
            long resident,
            long threads,
            long pooled,
            long descriptors,
            long children,
            Map<String, Long> instances) {}

    Held held() throws IOException, InterruptedException {
        Map<String, Long> instances = new TreeMap<>();
        long heap = histogram(instances);
        Path folder = Path.of("/proc/" + process.pid());
        String status = Files.readString(folder.resolve("status"));
        long pooled = pooled(folder);
        try (Stream<Path> open = Files.list(folder.resolve("fd"))) {
            return new Held(
                    heap,
                    number(status, "VmRSS:\\s+(\\d+) kB") * 1024,
                    number(status, "Threads:\\s+(\\d+)") - pooled,
                    pooled,
                    open.count(),
                    process.descendants().count(),
                    instances);
        }
    }

    /** Threads have names of fifteen letters at the system. */
    private static long pooled(Path process) throws IOException {
        long pooled = 0;
        try (Stream<Path> threads = Files.list(process.resolve("task"))) {
            for (Path thread : threads.toList()) {
                Path name = thread.resolve("comm");
                pooled += Files.exists(name) && Files.readString(name).startsWith("http-thread-poo") ? 1 : 0;
            }
        } catch (NoSuchFileException ended) {
            return pooled; // one of them, between two looks
        }
        return pooled;
    }

    private long histogram(Map<String, Long> instances) throws IOException, InterruptedException {
        Process jcmd = new ProcessBuilder(JCMD.toString(), Long.toString(process.pid()), "GC.class_histogram")
                .redirectErrorStream(true)
                .start();
        String said = new String(jcmd.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        long total = -1;
        long filler = 0; // what the collector leaves in place rather than move what is behind it
        for (String line : said.lines().toList()) {
            Matcher ofClass = LINE.matcher(line);
            Matcher ofAll = TOTAL.matcher(line);
            if (ofClass.matches() && WATCHED.matcher(ofClass.group(3)).matches()) {
                instances.merge(ofClass.group(3), Long.valueOf(ofClass.group(1)), Long::sum);
            } else if (ofClass.matches() && ofClass.group(3).contains("jdk.internal.vm.Filler")) {
                filler += Long.parseLong(ofClass.group(2));
            } else if (ofAll.matches()) {
                total = Long.parseLong(ofAll.group(1));
            }
        }
        if (jcmd.waitFor() != 0 || total < 0) {
            throw new IllegalStateException("jcmd: " + said);
        }
        return total - filler;
    }

    private static long number(String text, String pattern) {
        Matcher matcher = Pattern.compile(pattern).matcher(text);
        if (!matcher.find()) {
            throw new IllegalStateException(pattern + " is not in " + text);
        }
        return Long.parseLong(matcher.group(1));
    }
}
