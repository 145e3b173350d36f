package org.mcpgateway.cli.selftest;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Clients whose identifier is the address of a document: the server must not be led to fetch from its own network
 * (OAuth Client ID Metadata Document s6.5). A port of this machine listens meanwhile: where the server is on the same
 * machine, it tells a fetch that the answer hides.
 */
record ClientDocumentChecks(Deployment deployment) {

    private static final int WAIT_MILLIS = 50;

    List<Check> all() {
        return List.of(
                addresses("client document on the server itself", "127.0.0.1", "localhost", "[::1]", "0.0.0.0", "[::]"),
                addresses(
                        "client document in a private network", "10.0.0.1", "172.16.0.1", "192.168.0.1", "100.64.0.1"),
                addresses("client document of a cloud's metadata", "169.254.169.254", "[fd00:ec2::254]"),
                addresses(
                        "client document at a disguised address",
                        "2130706433",
                        "0x7f.1",
                        "[::ffff:127.0.0.1]",
                        "[64:ff9b::7f00:1]",
                        "[2002:7f00:1::]"));
    }

    private Check addresses(String name, String... hosts) {
        return new Check(name, "CVE-2026-44430, RFC 9700 s4.11", () -> {
            try (ServerSocket listener = new ServerSocket(0, hosts.length, InetAddress.getLoopbackAddress())) {
                List<Answer> answers = new ArrayList<>();
                List<String> followed = new ArrayList<>();
                for (String host : hosts) {
                    Answer answer = ask("https://" + host + ":" + listener.getLocalPort() + "/client.json");
                    answers.add(answer);
                    if (isCalled(listener) || !(answer.isRefusal() || answer.isMissing())) {
                        followed.add(host);
                    }
                }
                return Seen.that(answers, followed, "refused", "followed: " + String.join(" ", followed));
            }
        });
    }

    private static boolean isCalled(ServerSocket listener) throws IOException {
        listener.setSoTimeout(WAIT_MILLIS);
        try {
            listener.accept().close();
            return true;
        } catch (SocketTimeoutException e) {
            return false;
        }
    }

    private Answer ask(String clientId) throws InterruptedException {
        return new AuthorizationChecks(deployment).ask(Map.of("client_id", clientId));
    }
}
