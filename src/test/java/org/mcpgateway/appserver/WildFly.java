package org.mcpgateway.appserver;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.mcpgateway.auth.support.FreePort;

/** WildFly in its default standalone configuration: the WARs lie in its deployments folder when it starts. */
final class WildFly extends ApplicationServer {

    private @Nullable Process process;

    WildFly() throws IOException {
        super("wildfly");
    }

    @Override
    void start() throws IOException {
        Path deployments = folder().resolve("standalone/deployments");
        Files.copy(authWar(), deployments.resolve("ROOT.war"), StandardCopyOption.REPLACE_EXISTING);
        Files.copy(bridgeWar(), deployments.resolve("services.war"), StandardCopyOption.REPLACE_EXISTING);
        ProcessBuilder builder = program(List.of(
                "sh",
                folder().resolve("bin/standalone.sh").toString(),
                "-Djboss.http.port=" + port(),
                "-Djboss.https.port=" + FreePort.next(),
                "-Djboss.management.http.port=" + FreePort.next()));
        builder.environment()
                .put("LAUNCH_JBOSS_IN_BACKGROUND", "true"); // passes the end of the script on to the server
        process = builder.start();
    }

    @Override
    boolean traces() {
        return false;
    }

    @Override
    Path log() {
        return folder().resolve("standalone/log/server.log");
    }

    @Override
    void stop() throws IOException, InterruptedException {
        if (process != null) {
            List<ProcessHandle> family = Stream.concat(Stream.of(process.toHandle()), process.descendants())
                    .toList();
            family.forEach(ProcessHandle::destroy);
            if (!process.waitFor(30, TimeUnit.SECONDS)) {
                family.forEach(ProcessHandle::destroyForcibly);
            }
        }
        super.stop();
    }
}
