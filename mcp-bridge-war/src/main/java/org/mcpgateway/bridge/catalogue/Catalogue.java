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
import java.util.Map;
import java.util.Optional;
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
    private final ScheduledExecutorService watch = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("catalogue-watch").daemon().factory());
    private volatile Map<String, Service> services = Map.of();
    private volatile @Nullable FileTime readAt;

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

    private void look() {
        try {
            if (file.isPresent()) {
                FileTime changedAt = Files.getLastModifiedTime(file.get());
                if (!changedAt.equals(readAt)) {
                    readAt = changedAt;
                    services = CatalogueFile.parse(Files.readString(file.get()));
                    LOG.log(System.Logger.Level.INFO, "event=catalogue-reloaded services={0}", services.keySet());
                }
            }
        } catch (IOException | RuntimeException e) {
            LOG.log(
                    System.Logger.Level.ERROR,
                    "event=catalogue-invalid file={0} reason=\"{1}\" kept=\"the services before\"",
                    file.map(Path::toString).orElse(""),
                    e.getMessage());
        }
    }
}
