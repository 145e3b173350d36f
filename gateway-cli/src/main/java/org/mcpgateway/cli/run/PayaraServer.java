package org.mcpgateway.cli.run;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.mcpgateway.cli.container.LogFormat;

/** The one server process with both WARs, on loopback. */
final class PayaraServer implements AutoCloseable {

    private static final String ON_LOOPBACK = """
        set configs.config.server-config.network-config.network-listeners.network-listener.http-listener.address=127.0.0.1
        """;

    private final Process process;
    private final Path log;

    private PayaraServer(Process process, Path log) {
        this.process = process;
        this.log = log;
    }

    /**
     * How one server process is started.
     *
     * @param files the unpacked server
     * @param instance its own folder, made anew
     * @param address where it listens
     * @param jvmOptions further options of the JVM
     * @param environment the whole environment of the process
     * @param log where its output goes
     * @param logFormat how it is written
     */
    record Launch(
            ServerFiles files,
            Path instance,
            Address address,
            List<String> jvmOptions,
            Map<String, String> environment,
            Path log,
            LogFormat logFormat) {}

    /** Makes the instance's folder and the command that runs it. */
    static ProcessBuilder prepare(Launch launch, Installation installation) throws IOException {
        launch.files().copyTo(launch.instance());
        configureLogging(launch.instance(), launch.logFormat());
        Path beforeBoot = Files.writeString(
                launch.instance().resolve("before-boot.asadmin"), resource("server.asadmin") + ON_LOOPBACK);
        var builder = new ProcessBuilder(commandLine(launch, installation, beforeBoot))
                .directory(launch.instance().toFile())
                .redirectErrorStream(true)
                .redirectOutput(launch.log().toFile());
        builder.environment().clear();
        builder.environment().putAll(launch.environment());
        return builder;
    }

    /** Starts what was prepared, and waits for nothing. */
    static PayaraServer start(ProcessBuilder prepared, Path log, Watchdog watchdog) throws IOException {
        Process process = prepared.start();
        watchdog.guard(process);
        return new PayaraServer(process, log);
    }

    Process process() {
        return process;
    }

    Path log() {
        return log;
    }

    @Override
    public void close() {
        stop(Duration.ofSeconds(20));
    }

    /** Asks the process to end; ends it by force when it has not ended in time. */
    void stop(Duration patience) {
        Processes.end(process, patience);
    }

    private static void configureLogging(Path instance, LogFormat format) throws IOException {
        Files.writeString(
                instance.resolve("config/logging.properties"), format.applied(resource("logging.properties")));
    }

    private static String resource(String name) throws IOException {
        try (InputStream text = Objects.requireNonNull(PayaraServer.class.getResourceAsStream(name))) {
            return new String(text.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static List<String> commandLine(Launch launch, Installation installation, Path beforeBoot)
            throws IOException {
        Path launcher = launch.files().launcher();
        List<String> line = new ArrayList<>();
        line.add(Jvm.java().toString());
        line.addAll(Jvm.memoryOptions());
        line.addAll(launch.jvmOptions());
        line.addAll(launch.files().moduleOptions());
        line.add("-Dfish.payara.micro.BootJar=" + launcher.toUri());
        line.add("-Dfish.payara.micro.UnpackDir=" + launcher.getParent());
        line.add("-cp");
        line.add(launcher + File.pathSeparator + installation.serverExtension());
        line.add("fish.payara.micro.impl.PayaraMicroImpl");
        line.addAll(List.of("--rootdir", launch.instance().toString()));
        line.addAll(List.of("--nocluster", "--disablephonehome"));
        line.addAll(List.of("--prebootcommandfile", beforeBoot.toString()));
        line.addAll(List.of("--port", Integer.toString(launch.address().port())));
        line.addAll(List.of("--deploy", installation.authWar() + ":/"));
        line.addAll(List.of("--deploy", installation.bridgeWar() + ":/services"));
        return line;
    }
}
