package org.mcpgateway.bridge.catalogue;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.mcpgateway.bridge.config.BridgeConfig;

/**
 * The services as the catalogue file names them now. A change of the file is taken up within seconds; one that cannot
 * be read keeps what was there and says why in the log.
 */
@ApplicationScoped
public class Catalogue {

    private static final System.Logger LOG = System.getLogger(Catalogue.class.getName());
    private static final long LOOK_SECONDS = 2;

    private final Optional<Path> file;
    private final List<Listener> listeners = new CopyOnWriteArrayList<>();
    private final ScheduledExecutorService watch = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("catalogue-watch").daemon().factory());
    private volatile Map<String, Service> services = Map.of();
    private volatile @Nullable FileTime readAt;
    private volatile @Nullable String problem;

    /** Reads the file; one that cannot be read stops the deployment. */
    @Inject
    public Catalogue(BridgeConfig config) {
        this.file = config.catalogue();
        file.ifPresent(path -> {
            try {
                readAt = Files.getLastModifiedTime(path);
                services = CatalogueFile.parse(Files.readString(path));
            } catch (IOException e) {
                throw new InvalidCatalogueException("MCP_CATALOGUE cannot be read: " + path);
            }
        });
    }

    /** Hears that the services are other ones now. */
    @FunctionalInterface
    public interface Listener {
        /**
         * They have been replaced.
         *
         * @param before by name
         * @param now by name
         */
        void changed(Map<String, Service> before, Map<String, Service> now);
    }

    @PostConstruct
    @SuppressWarnings("FutureReturnValueIgnored") // look() lets nothing escape
    void start() {
        watch.scheduleWithFixedDelay(this::look, LOOK_SECONDS, LOOK_SECONDS, TimeUnit.SECONDS);
    }

    @PreDestroy
    void stop() {
        watch.shutdownNow();
    }

    /** The service of this name. */
    public Optional<Service> find(String name) {
        return Optional.ofNullable(services.get(name));
    }

    /** All of them. */
    public Collection<Service> all() {
        return services.values();
    }

    /** Why the file as it is now is not in force; empty when it is. */
    public Optional<String> problem() {
        return Optional.ofNullable(problem);
    }

    /** Tells of every change from now on. */
    public void onChange(Listener listener) {
        listeners.add(listener);
    }

    /** Takes up the file if it has changed. */
    void look() {
        try {
            if (file.isPresent()) {
                FileTime changedAt = Files.getLastModifiedTime(file.get());
                if (!changedAt.equals(readAt)) {
                    String text = Files.readString(file.get());
                    readAt = changedAt;
                    replace(CatalogueFile.parse(text));
                }
            }
        } catch (IOException e) {
            readAt = null; // whatever its time, it is read again once it can be
            keep("it cannot be read: " + e.getClass().getSimpleName());
        } catch (RuntimeException e) {
            keep(String.valueOf(e.getMessage()));
        }
    }

    private void replace(Map<String, Service> now) {
        Map<String, Service> before = services;
        services = now;
        problem = null;
        LOG.log(System.Logger.Level.INFO, "event=catalogue-reloaded services={0}", now.keySet());
        listeners.forEach(listener -> listener.changed(before, now));
    }

    private void keep(String reason) {
        if (!reason.equals(problem)) {
            problem = reason;
            LOG.log(
                    System.Logger.Level.ERROR,
                    "event=catalogue-invalid file={0} reason=\"{1}\" kept=\"the services before\"",
                    file.map(Path::toString).orElse(""),
                    reason);
        }
    }
}
