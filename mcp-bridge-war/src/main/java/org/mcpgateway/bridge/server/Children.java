package org.mcpgateway.bridge.server;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The child processes of this bridge; none outlives it. Those of a bridge that was killed are ended when the next one
 * starts, if its {@link Guardian} did not get to it.
 */
@ApplicationScoped
public class Children {

    private static final System.Logger LOG = System.getLogger(Children.class.getName());
    private static final long STOP_SECONDS = 6;

    private final GroupSignals signals = new GroupSignals();
    private final ChildMarks marks = new ChildMarks(new SecureRandom().nextLong());
    private final Set<StdioLink> running = ConcurrentHashMap.newKeySet();
    private final Leftovers leftovers =
            new Leftovers(() -> running.stream().map(StdioLink::pid).collect(Collectors.toSet()));
    private @Nullable Guardian guardian;
    private boolean guarded;

    /** Ends what an earlier bridge left behind. */
    @Inject
    public Children() {
        Leftovers.endOrphans();
    }

    /**
     * Starts a child.
     *
     * @param listener hears what it says
     * @param watcher hears how it lives and ends
     * @throws ServerUnavailableException when the system cannot start it
     */
    public StdioLink open(ChildCommand command, LinkListener listener, ChildWatcher watcher) {
        guard();
        String mark = marks.next();
        ChildProcess process = ChildProcess.start(command, mark, signals, () -> leftovers.endThoseOf(mark));
        StdioLink link = new StdioLink(command, process, listener, watcher, running::remove);
        running.add(link);
        link.begin();
        return link;
    }

    /** How many run now. */
    public int count() {
        return running.size();
    }

    /** Ends all of them and waits for that, some seconds at most; what is left then, the guardian ends. */
    @PreDestroy
    public void stop() {
        running.forEach(StdioLink::close);
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(STOP_SECONDS);
        running.forEach(link -> link.awaitGone(deadline - System.nanoTime()));
        signals.close();
        leftovers.close();
        closeGuardian();
    }

    private synchronized void guard() {
        if (guarded) {
            return;
        }
        guarded = true;
        if (!Files.isDirectory(Path.of("/proc/self"))) {
            LOG.log(System.Logger.Level.INFO, "event=no-guardian reason=\"this system has no /proc\"");
            return;
        }
        try {
            guardian = Guardian.start(marks.bridge());
        } catch (IOException e) {
            LOG.log(System.Logger.Level.WARNING, "event=no-guardian", e);
        }
    }

    private synchronized void closeGuardian() {
        if (guardian != null) {
            try {
                if (running.isEmpty()) {
                    guardian.dismiss();
                } else {
                    guardian.close();
                }
            } catch (IOException e) {
                LOG.log(System.Logger.Level.DEBUG, "event=guardian-not-closed", e);
            }
        }
    }
}
