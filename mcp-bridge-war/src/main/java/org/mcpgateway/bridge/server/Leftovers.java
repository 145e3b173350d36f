package org.mcpgateway.bridge.server;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Ends processes that carry the mark of a child that is gone, and so have left its group. One look through
 * {@code /proc} serves all the children that ended shortly before; where there is no {@code /proc}, nothing is found.
 */
final class Leftovers implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(Leftovers.class.getName());
    private static final Path PROCESSES = Path.of("/proc");
    private static final int LONGEST_ENVIRONMENT = 256 * 1024;
    private static final long PAUSE_MILLIS = 300;

    private final Supplier<Set<Long>> living;
    private final Set<String> ended = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean planned = new AtomicBoolean();
    private final ScheduledExecutorService sweeper = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("child-leftovers").daemon().factory());

    /** @param living process ids of the children that run: they need no look, so that many of them cost nothing */
    Leftovers(Supplier<Set<Long>> living) {
        this.living = living;
    }

    /** The child with this mark is gone: what it left behind ends soon. */
    @SuppressWarnings("FutureReturnValueIgnored") // sweep() lets nothing escape
    void endThoseOf(String mark) {
        ended.add(mark);
        if (planned.compareAndSet(false, true)) {
            try {
                sweeper.schedule(this::sweep, PAUSE_MILLIS, TimeUnit.MILLISECONDS);
            } catch (RejectedExecutionException e) {
                sweep();
            }
        }
    }

    /** Ends what bridges that run no more have left behind. */
    static void endOrphans() {
        endAll(ChildMarks::isOrphaned, Set.of());
    }

    /** Looks one last time. */
    @Override
    public void close() {
        sweeper.shutdownNow();
        sweep();
    }

    private void sweep() {
        planned.set(false);
        Set<String> marks = Set.copyOf(ended);
        ended.removeAll(marks);
        endAll(marks::contains, living.get());
    }

    private static void endAll(Predicate<String> mark, Set<Long> living) {
        try (DirectoryStream<Path> processes = Files.newDirectoryStream(PROCESSES, "[0-9]*")) {
            for (Path process : processes) {
                long pid = Long.parseLong(process.getFileName().toString());
                if (!living.contains(pid) && mark.test(markOf(process))) {
                    ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
                    LOG.log(System.Logger.Level.INFO, "event=child-leftover-ended pid={0}", Long.toString(pid));
                }
            }
        } catch (IOException | RuntimeException e) {
            LOG.log(System.Logger.Level.DEBUG, "event=no-processes-to-look-through", e);
        }
    }

    /** The mark of a process; empty text when it has none, has ended, or is another user's. */
    private static String markOf(Path process) {
        try (InputStream environment = Files.newInputStream(process.resolve("environ"))) {
            String text = new String(environment.readNBytes(LONGEST_ENVIRONMENT), StandardCharsets.ISO_8859_1);
            String prefix = ChildMarks.VARIABLE + "=";
            int from = text.startsWith(prefix) ? 0 : text.indexOf('\0' + prefix) + 1;
            if (from == 0 && !text.startsWith(prefix)) {
                return "";
            }
            int to = text.indexOf('\0', from);
            return text.substring(from + prefix.length(), to < 0 ? text.length() : to);
        } catch (IOException e) {
            return "";
        }
    }
}
