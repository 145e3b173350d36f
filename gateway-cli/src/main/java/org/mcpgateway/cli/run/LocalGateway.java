package org.mcpgateway.cli.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.mcpgateway.cli.CommandContext;
import org.mcpgateway.cli.CommandException;
import org.mcpgateway.cli.ExitCode;
import org.mcpgateway.cli.container.LogFormat;

/** Redis and the server of one run. What was started is stopped in reverse order, whatever else happens. */
final class LocalGateway implements AutoCloseable {

    private static final Duration CACHE_WRITING = Duration.ofMinutes(10);

    private final Installation installation;
    private final Map<String, String> environment;
    private final StateFolder state;
    private final Consumer<String> progress;
    private final EmbeddedRedis.Program redisProgram;
    private final LogFormat logFormat;
    private final Deque<AutoCloseable> started = new ArrayDeque<>();
    private boolean closed;

    LocalGateway(
            CommandContext context, StateFolder state, Consumer<String> progress, EmbeddedRedis.Program redisProgram) {
        this.installation = new Installation(context.installation());
        this.environment = context.environment();
        this.state = state;
        this.progress = progress;
        this.redisProgram = redisProgram;
        this.logFormat = logFormat(environment);
    }

    /**
     * Starts everything and waits until it answers.
     *
     * @param services the services that can run
     * @return completes when a part has ended by itself that must live on
     */
    CompletableFuture<?> start(Address address, ServiceCatalogue catalogue, Collection<String> services)
            throws IOException, InterruptedException {
        state.writeSecret(state.catalogue(), catalogue.resolved(services, installation.sharedServers(), state.path()));
        Watchdog watchdog = opened(Watchdog::start);
        EmbeddedRedis redis = opened(() -> EmbeddedRedis.start(state, watchdog, redisProgram));
        redis.awaitReady();
        var settings = new ServerEnvironment(environment, state, redis);
        ServerFiles files = ServerFiles.unpack(installation.payaraMicro(), installation.sharedServer());
        if (Files.notExists(files.classCache())) {
            progress.accept("Preparing the class cache for fast starts (only at the first start)");
            recordClasses(files, settings, services, watchdog);
        }
        progress.accept("Starting the server");
        PayaraServer server = startServer(
                new PayaraServer.Launch(
                        files,
                        state.path().resolve("server"),
                        address,
                        Jvm.cachedClasses(files.classCache()),
                        settings.at(address, services),
                        state.log("server.log"),
                        logFormat),
                watchdog);
        return CompletableFuture.anyOf(redis.gone(), server.process().onExit());
    }

    private static LogFormat logFormat(Map<String, String> environment) {
        try {
            return LogFormat.of(environment);
        } catch (IllegalArgumentException e) {
            throw new CommandException(ExitCode.SETTING_INVALID, String.valueOf(e.getMessage()), e);
        }
    }

    private PayaraServer startServer(PayaraServer.Launch launch, Watchdog watchdog)
            throws IOException, InterruptedException {
        ProcessBuilder prepared = PayaraServer.prepare(launch, installation);
        PayaraServer server = opened(() -> PayaraServer.start(prepared, launch.log(), watchdog));
        new Readiness(server, launch.address()).await();
        return server;
    }

    /** Starts the server once only to record which classes it loads, and stops it: the JVM then writes the cache. */
    private void recordClasses(
            ServerFiles files, ServerEnvironment settings, Collection<String> services, Watchdog watchdog)
            throws IOException, InterruptedException {
        Path draft = files.classCache().resolveSibling("classes-" + state.path().hashCode() + ".draft");
        var address = new Address(Ports.free());
        PayaraServer server = startServer(
                new PayaraServer.Launch(
                        files,
                        state.path().resolve("server"),
                        address,
                        Jvm.recordedClasses(draft),
                        settings.at(address, services),
                        state.log("server-first-start.log"),
                        LogFormat.TEXT),
                watchdog);
        server.stop(CACHE_WRITING);
        if (Files.exists(draft)) {
            Files.move(draft, files.classCache(), StandardCopyOption.ATOMIC_MOVE);
        }
    }

    @Override
    public void close() {
        stop();
    }

    /** Whether somebody asked for the end. */
    synchronized boolean isStopped() {
        return closed;
    }

    /** Stops everything; the second call does nothing. */
    synchronized void stop() {
        closed = true;
        while (!started.isEmpty()) {
            try {
                started.pop().close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }
    }

    /**
     * Starts a part, known to {@link #stop} before anything waits for it; after a stop nothing starts any more.
     *
     * @param start starts its process and returns at once
     */
    private synchronized <T extends AutoCloseable> T opened(Start<T> start) throws IOException {
        if (closed) {
            throw stoppedWhileItStarted();
        }
        T part = start.start();
        started.push(part);
        return part;
    }

    static CommandException stoppedWhileItStarted() {
        return new CommandException(ExitCode.START_FAILED, "stopped while it started");
    }

    private interface Start<T> {
        T start() throws IOException;
    }
}
