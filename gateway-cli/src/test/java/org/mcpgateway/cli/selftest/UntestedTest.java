package org.mcpgateway.cli.selftest;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonObjectBuilder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mcpgateway.cli.CommandContext;
import org.mcpgateway.cli.selftest.Seen.Verdict;

/** An attack that was never carried out was not withstood. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class UntestedTest {

    private static final String STRANGER = "introspection by a stranger";
    private static final String CODE = "one code redeemed many times at once";
    private static final String REFRESH_TOKEN = "one refresh token used many times at once";
    private static final String SILENCE = "there is no answer";
    private static final String TOKEN = "a.b.cccccccccccccccccccc";
    private static final String SIGN_IN = "Sign in at ";

    @TempDir
    Path folder;

    private WeakGateway gateway;

    @BeforeEach
    void a_gateway_that_believes_everything() throws IOException {
        gateway = new WeakGateway();
    }

    @AfterEach
    void it_ends() {
        gateway.close();
    }

    @Test
    void introspection_that_was_put_off_is_not_tested() throws Exception {
        gateway.refuse(429, 0);

        assertThat(introspection()).isEqualTo(Verdict.NOT_TESTED);
    }

    @ParameterizedTest
    @ValueSource(ints = {500, 503, 200})
    void introspection_that_says_nothing_of_the_token_is_not_withstood(int status) throws Exception {
        gateway.refuse(status, 0);

        assertThat(introspection()).isEqualTo(Verdict.FAILED);
    }

    @Test
    void introspection_that_refuses_the_stranger_is_withstood() throws Exception {
        gateway.refuse(403, 0);

        assertThat(introspection()).isEqualTo(Verdict.WITHSTOOD);
    }

    @ParameterizedTest
    @ValueSource(ints = {429, 500})
    void a_race_that_nobody_wins_is_not_tested(int status) throws Exception {
        gateway.refuse(status, 0);

        assertThat(race(CODE)).isEqualTo(Seen.untested("no request got a token: status " + status));
    }

    @Test
    void a_race_whose_code_is_spent_for_all_is_withstood() throws Exception {
        gateway.refuse(400, 0);

        assertThat(race(CODE).verdict()).isEqualTo(Verdict.WITHSTOOD);
    }

    @ParameterizedTest
    @ValueSource(ints = {429, 500})
    void a_race_for_a_refresh_token_that_nobody_wins_is_not_tested(int status) throws Exception {
        gateway.refuse(status, 1);

        assertThat(race(REFRESH_TOKEN)).isEqualTo(Seen.untested("no request got a token: status " + status));
    }

    @Test
    void whether_a_token_has_ended_is_not_known_while_it_may_not_be_tried() throws Exception {
        gateway.refuse(429, 1);

        assertThat(race(CODE).verdict()).isEqualTo(Verdict.NOT_TESTED);
    }

    @Test
    void a_race_that_one_wins_is_withstood() throws Exception {
        gateway.refuse(400, 1);

        assertThat(race(CODE).verdict()).isEqualTo(Verdict.WITHSTOOD);

        gateway.refuse(400, 2);

        assertThat(race(REFRESH_TOKEN).verdict()).isEqualTo(Verdict.WITHSTOOD);
    }

    @Test
    void whether_a_token_has_ended_is_not_known_where_nothing_renews_it() throws Exception {
        gateway.giveNoRefreshTokens();
        gateway.refuse(400, 1);

        assertThat(race(CODE)).isEqualTo(Seen.untested("it gave one token, and nothing to try whether that has ended"));
    }

    @Test
    void codes_of_devices_that_nobody_is_asked_for_are_not_guessed() throws Exception {
        gateway.sendDevicesTo("http://127.0.0.1:1/device");

        assertThat(seen(new DeviceChecks(deployment()).all(), "guessing user codes"))
                .isEqualTo(Seen.untested(SILENCE));
    }

    @Test
    void a_server_that_hangs_up_has_withstood_nothing() throws Exception {
        try (ServerSocket mute = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            Thread.startVirtualThread(() -> hangUp(mute));
            Deployment deployment = deployment(mute);
            URI service = deployment.service().orElseThrow();
            List<Check> checks = new ArrayList<>();
            checks.addAll(new RegistrationChecks(deployment).all());
            checks.addAll(new AuthorizationChecks(deployment).all());
            checks.addAll(new ClientDocumentChecks(deployment).all());
            checks.addAll(new HostChecks(deployment).all());
            checks.addAll(new TokenChecks(deployment).all());
            checks.addAll(new ServiceChecks(deployment, service, Instant.now()).all());
            checks.addAll(new UserChecks(deployment, service).all());
            checks.addAll(new DeviceChecks(deployment).all());

            for (Check check : checks) {
                assertThat(check.attack().run().verdict()).as(check.name()).isEqualTo(Verdict.NOT_TESTED);
            }
            assertThat(seen(new ClientDocumentChecks(deployment).all(), "client document in a private network"))
                    .isEqualTo(Seen.untested(SILENCE));
            assertThat(seen(new MetadataChecks(deployment).all(), "forwarded headers of strangers"))
                    .isEqualTo(Seen.untested(SILENCE));
        }
    }

    @Test
    @Timeout(value = 10, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void an_answer_that_never_ends_is_none() throws Exception {
        try (ServerSocket slow = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            Thread.startVirtualThread(() -> begin(slow));

            Answer answer = new Wire(Duration.ofMillis(300)).get(URI.create("http://127.0.0.1:" + slow.getLocalPort()));

            assertThat(answer.isMissing()).isTrue();
        }
    }

    /** Says how long the body is, and says nothing of it. */
    private static void begin(ServerSocket slow) {
        try (Socket client = slow.accept()) {
            client.getOutputStream()
                    .write("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            client.getInputStream().readAllBytes();
        } catch (IOException e) {
            return; // the client has gone, as it should
        }
    }

    private static Deployment deployment(ServerSocket mute) {
        String issuer = "http://127.0.0.1:" + mute.getLocalPort();
        JsonObjectBuilder metadata = Json.createObjectBuilder();
        for (String name : List.of("authorization", "token", "introspection", "registration", "device_authorization")) {
            metadata.add(name + "_endpoint", issuer + "/" + name);
        }
        Wire wire = new Wire();
        return new Deployment(
                wire,
                URI.create(issuer),
                metadata.build(),
                Optional.of(URI.create(issuer + "/mcp")),
                issuer + "/mcp",
                Optional.of(TOKEN),
                new Guests(wire, Optional.of(URI.create(issuer + "/registration"))));
    }

    private static void hangUp(ServerSocket mute) {
        try {
            while (true) {
                mute.accept().close();
            }
        } catch (IOException e) {
            return; // the test is over
        }
    }

    private Verdict introspection() throws Exception {
        return seen(new TokenChecks(deployment()).all(), STRANGER).verdict();
    }

    private Seen race(String name) throws Exception {
        Deployment deployment = deployment();
        CommandContext context = new CommandContext(Map.of("BROWSER", "true"), folder, Clock.systemUTC());
        Person person = new Person(deployment, context, UntestedTest::signIn);
        return seen(new RaceChecks(deployment, Optional.of(person)).all(), name);
    }

    private Deployment deployment() throws InterruptedException {
        return Deployment.find(new Wire(), URI.create(gateway.issuer() + "/mcp"))
                .with(Optional.of(TOKEN));
    }

    private static Seen seen(List<Check> checks, String name) throws Exception {
        return checks.stream()
                .filter(check -> check.name().equals(name))
                .findFirst()
                .orElseThrow()
                .attack()
                .run();
    }

    /** Opens what the person is told to open. */
    private static void signIn(String told) {
        if (told.startsWith(SIGN_IN)) {
            URI address = URI.create(told.substring(SIGN_IN.length()));
            Thread.startVirtualThread(() -> open(address));
        }
    }

    private static void open(URI address) {
        try (HttpClient browser = HttpClient.newBuilder()
                .followRedirects(HttpClient.Redirect.ALWAYS)
                .build()) {
            browser.send(HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.discarding());
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
