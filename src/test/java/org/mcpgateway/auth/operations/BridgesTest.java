package org.mcpgateway.auth.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.mcpgateway.auth.config.OperationsSettings;
import org.mcpgateway.auth.config.ResourceSettings;
import org.mcpgateway.auth.oauth.OAuthError;
import org.mcpgateway.auth.oauth.OAuthException;
import org.mcpgateway.auth.oauth.RandomTokens;

/** Several bridges, some of them away, slow or no bridge at all; behind real HTTP, answering as the real one does. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class BridgesTest {

    private static final KeyPair KEY = pair();

    private final List<HttpServer> servers = new ArrayList<>();
    private final List<String> acts = new CopyOnWriteArrayList<>();

    @AfterEach
    void stop() {
        servers.forEach(server -> server.stop(0));
    }

    @Test
    void without_a_key_or_an_address_there_is_nothing_to_ask() {
        assertError(bridges(Optional.empty(), everywhere("http://127.0.0.1:1")), OAuthError.NOT_FOUND);
        assertError(bridges(Optional.of(KEY), List.of()), OAuthError.NOT_FOUND);
    }

    @Test
    void when_none_answers_that_is_said_and_not_that_nothing_runs() throws IOException {
        assertError(bridges(everywhere("http://127.0.0.1:1")), OAuthError.TEMPORARILY_UNAVAILABLE);
        assertError(bridges(everywhere(serve(200, "[]"))), OAuthError.TEMPORARILY_UNAVAILABLE);
        assertError(bridges(everywhere(serve(200, "{\"bridge\":7}"))), OAuthError.TEMPORARILY_UNAVAILABLE);
        assertError(bridges(everywhere(serve(403, state("a", "time")))), OAuthError.TEMPORARILY_UNAVAILABLE);
    }

    @Test
    void replicas_are_told_apart_and_each_is_counted_once() throws IOException {
        String one = serve(200, state("one", "time"));
        String two = serve(200, state("two", "time"));

        Bridges.Running running =
                bridges(everywhere(one, two, one, "http://127.0.0.1:1")).running();

        assertThat(running.bridges()).extracting(BridgeState::id).containsExactly("one", "two");
        assertThat(running.silent()).containsExactly(URI.create("http://127.0.0.1:1"));
    }

    @Test
    void a_bridge_of_one_service_tells_of_that_alone_and_of_none_that_is_off() throws IOException {
        String all = serve(200, state("all", "time", "memory", "tmux"));

        Bridges.Running running = bridges(List.of(
                        new OperationsSettings.Bridge(URI.create(all), Optional.of("time")),
                        new OperationsSettings.Bridge(URI.create(all), Optional.of("memory"))))
                .running();

        assertThat(running.bridges().stream()
                        .flatMap(bridge -> bridge.services().stream())
                        .map(BridgeState.Service::name))
                .containsExactlyInAnyOrder("time", "memory");
    }

    @Test
    void an_act_is_signed_for_its_receiver() throws Exception {
        Bridges bridges = bridges(everywhere(serve(200, state("one", "time"))));
        BridgeState bridge = bridges.running().bridges().getFirst();

        assertThat(bridges.endSession(bridge, "digest")).isTrue();

        String[] act = acts.getLast().split(" ");
        assertThat(act[0]).isEqualTo("/operations/end-session?id=digest");
        String[] seal = act[1].split("\\.");
        assertThat(seal[1]).isEqualTo("one");
        Signature check = Signature.getInstance("Ed25519");
        check.initVerify(KEY.getPublic());
        check.update(String.join("\n", "operations", "POST", act[0], seal[0], seal[1], seal[2])
                .getBytes(StandardCharsets.UTF_8));
        assertThat(check.verify(Base64.getUrlDecoder().decode(seal[3]))).isTrue();
    }

    private void assertError(Bridges bridges, OAuthError error) {
        assertThatThrownBy(bridges::running)
                .isInstanceOfSatisfying(
                        OAuthException.class, e -> assertThat(e.error()).isEqualTo(error));
    }

    private String serve(int status, String body) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            if (exchange.getRequestMethod().equals("POST")) {
                acts.add(exchange.getRequestURI() + " "
                        + exchange.getRequestHeaders().getFirst(OperatorSeal.HEADER));
                exchange.sendResponseHeaders(204, -1);
            } else {
                byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
                exchange.sendResponseHeaders(status, bytes.length);
                exchange.getResponseBody().write(bytes);
            }
            exchange.close();
        });
        server.start();
        servers.add(server);
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private static String state(String bridge, String... services) {
        StringBuilder told = new StringBuilder();
        for (String service : services) {
            told.append(told.isEmpty() ? "" : ",")
                    .append("{\"name\":\"" + service + "\",\"kind\":\"stdio\",\"children\":[]}");
        }
        return "{\"bridge\":\"" + bridge + "\",\"more\":false,\"sessions\":[],\"services\":[" + told + "]}";
    }

    private static List<OperationsSettings.Bridge> everywhere(String... addresses) {
        return Arrays.stream(addresses)
                .map(address -> new OperationsSettings.Bridge(URI.create(address), Optional.empty()))
                .toList();
    }

    private static Bridges bridges(List<OperationsSettings.Bridge> addresses) {
        return bridges(Optional.of(KEY), addresses);
    }

    private static Bridges bridges(Optional<KeyPair> key, List<OperationsSettings.Bridge> addresses) {
        var settings = new OperationsSettings(key.map(KeyPair::getPrivate), addresses);
        var resources = new ResourceSettings(List.of("time", "memory"), List.of(), false);
        return new Bridges(
                settings,
                resources,
                new BridgeClient(new OperatorSeal(settings, new RandomTokens(), Clock.systemUTC())));
    }

    private static KeyPair pair() {
        try {
            return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
