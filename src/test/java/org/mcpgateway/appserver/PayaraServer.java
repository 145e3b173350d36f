package org.mcpgateway.appserver;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.mcpgateway.auth.support.FreePort;

/** The full Payara Server: a domain of its own, the WARs deployed by {@code asadmin}. */
final class PayaraServer extends ApplicationServer {

    private static final String DOMAIN = "gateway";

    private final int adminPort = FreePort.next();
    private final Path domains;

    PayaraServer() throws IOException {
        super("payara");
        domains = Files.createTempDirectory(folder(), "domains");
    }

    @Override
    void start() throws IOException, InterruptedException {
        asadmin(
                "create-domain",
                "--nopassword",
                "--adminport",
                Integer.toString(adminPort),
                "--instanceport",
                Integer.toString(port()),
                "--domainproperties",
                String.join(":", ports()),
                "--domaindir",
                domains.toString(),
                DOMAIN);
        asadmin("start-domain", "--domaindir", domains.toString(), DOMAIN);
        asadmin("deploy", "--contextroot", "/", "--name", "auth", authWar().toString());
        asadmin(
                "deploy",
                "--contextroot",
                "/services",
                "--name",
                "bridge",
                bridgeWar().toString());
    }

    @Override
    String forwardAuth() {
        return "/verify";
    }

    @Override
    boolean traces() {
        return true;
    }

    @Override
    Path log() {
        return domains.resolve(DOMAIN + "/logs/server.log");
    }

    @Override
    void stop() throws IOException, InterruptedException {
        asadmin("stop-domain", "--force", "--kill", "--domaindir", domains.toString(), DOMAIN);
        super.stop();
    }

    /** A domain listens on many ports; none of them is the usual one. */
    private static List<String> ports() {
        return List.of(
                        "http.ssl.port",
                        "jms.port",
                        "orb.listener.port",
                        "orb.ssl.port",
                        "orb.mutualauth.port",
                        "domain.jmxPort",
                        "osgi.shell.telnet.port",
                        "java.debugger.port",
                        "hz.das.port")
                .stream()
                .map(name -> name + "=" + FreePort.next())
                .toList();
    }

    private void asadmin(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                "sh",
                folder().resolve("bin/asadmin").toString(),
                "--port",
                Integer.toString(adminPort),
                "--interactive=false"));
        command.addAll(List.of(arguments));
        run(command);
    }
}
