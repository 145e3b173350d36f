package org.mcpgateway.auth.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.mcpgateway.auth.support.AuthServer;
import org.mcpgateway.auth.support.TestClient;
import org.mcpgateway.auth.support.TestClient.Answer;

/** How often one address, and one client over all addresses, may do what invites abuse. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class LimitsIT {

    private static final String METADATA = "{\"redirect_uris\":[\"http://127.0.0.1/callback\"],"
            + "\"grant_types\":[\"authorization_code\",\"urn:ietf:params:oauth:grant-type:device_code\"],"
            + "\"token_endpoint_auth_method\":\"%s\"}";

    private static final String FORM = "application/x-www-form-urlencoded";

    private static AuthServer server;

    private final TestClient client = server.client();
    private final String address = address();

    @BeforeAll
    static void a_server_with_low_limits() {
        server = AuthServer.start(Map.of(
                "REGISTRATIONS_PER_HOUR", "3",
                "FAILURES_PER_MINUTE", "3",
                "AUTHORIZATIONS_PER_MINUTE", "3",
                "DEVICE_CODES_PER_HOUR", "3"));
    }

    @AfterAll
    static void it_stops() {
        server.close();
    }

    @Test
    void a_fourth_registration_has_to_wait_and_another_address_need_not() {
        IntStream.range(0, 3)
                .forEach(i -> assertThat(register("none", address).status()).isEqualTo(201));

        waits(register("none", address));
        assertThat(register("none", address()).status()).isEqualTo(201);
    }

    @Test
    void all_addresses_of_a_network_of_ipv6_count_as_one() {
        String network = "2001:db8:%x:%x:"
                .formatted(
                        ThreadLocalRandom.current().nextInt(0x10000),
                        ThreadLocalRandom.current().nextInt(0x10000));
        IntStream.range(0, 3)
                .forEach(i ->
                        assertThat(register("none", network + ":" + i).status()).isEqualTo(201));

        waits(register("none", network + "ffff:ffff:ffff:ffff"));
    }

    @Test
    void an_address_that_somebody_claims_in_front_of_the_proxys_does_not_count() {
        IntStream.range(0, 3).forEach(i -> register("none", address() + ", " + address));

        waits(register("none", address() + ", " + address));
    }

    @Test
    void who_guesses_a_secret_has_to_wait_even_with_the_right_one() {
        var registration = register("client_secret_post", address()).json();
        String id = registration.getString("client_id");
        IntStream.range(0, 3)
                .forEach(i ->
                        assertThat(token(id, "guess-" + i, address).status()).isEqualTo(401));

        waits(token(id, registration.getString("client_secret"), address));
        assertThat(token(id, registration.getString("client_secret"), address()).error())
                .as("nobody shuts a client out by failing in its name")
                .isEqualTo("invalid_grant");
    }

    @Test
    void a_client_in_whose_name_many_addresses_fail_is_told_to_wait_in_place_of_the_next_failure() {
        String id = register("client_secret_post", address()).json().getString("client_id");

        waits(untilRefused(() -> token(id, "guess", address())));
    }

    @Test
    void a_fourth_authorization_has_to_wait_on_a_page() {
        String id = register("none", address()).json().getString("client_id");
        IntStream.range(0, 3)
                .forEach(i -> assertThat(authorize(id, address).status()).isEqualTo(200));

        Answer answer = authorize(id, address);

        assertThat(answer.status()).isEqualTo(429);
        assertThat(answer.header("Retry-After")).matches("[1-9][0-9]*");
        assertThat(answer.header("Content-Type")).startsWith("text/html");
    }

    @Test
    void a_client_for_which_many_addresses_ask_has_to_wait() {
        String id = register("none", address()).json().getString("client_id");
        Answer refused = untilRefused(() -> authorize(id, address()));

        assertThat(refused.header("Retry-After")).matches("[1-9][0-9]*");
    }

    @Test
    void a_fourth_device_code_has_to_wait() {
        String id = register("none", address()).json().getString("client_id");
        IntStream.range(0, 3).forEach(i -> assertThat(device(id).status()).isEqualTo(200));

        waits(device(id));
    }

    @Test
    void every_limit_that_was_reached_is_in_the_audit_log() {
        IntStream.range(0, 4).forEach(i -> register("none", address));

        AuditIT.awaitEvent(server, "limit_exceeded", "\"limit\":\"registration\"", "\"address\":\"" + address + "\"");
    }

    @Test
    void whoever_is_refused_again_and_again_leaves_one_event() {
        String other = address();
        IntStream.range(0, 10).forEach(i -> register("none", address));
        IntStream.range(0, 10).forEach(i -> authorize("client_of_nobody", address));

        assertThat(register("none", other).status()).isEqualTo(201);
        AuditIT.awaitEvent(server, "client_registered", "\"address\":\"" + other + "\"");
        assertThat(events(address))
                .filteredOn(event -> event.contains("limit_exceeded"))
                .hasSize(2);
        assertThat(events(address)).noneMatch(event -> event.contains("too_many_requests"));
    }

    @Test
    void answers_of_sign_ins_that_nobody_began_leave_one_event() {
        String other = address();
        IntStream.range(0, 10)
                .forEach(i -> assertThat(client.get("/callback?code=x&state=y" + i, "X-Forwarded-For", address)
                                .status())
                        .isEqualTo(400));

        assertThat(register("none", other).status()).isEqualTo(201);
        AuditIT.awaitEvent(server, "client_registered", "\"address\":\"" + other + "\"");
        assertThat(events(address)).singleElement().asString().contains("sign_in_refused");
    }

    @Test
    void what_the_administration_refuses_to_somebody_unknown_leaves_one_event() {
        String other = address();
        for (int i = 0; i < 5; i++) {
            assertThat(client.get("/admin/api/stats", "X-Forwarded-For", address)
                            .status())
                    .isEqualTo(401);
            assertThat(client.post("/admin/client/delete?client_id=" + i, FORM, "", "X-Forwarded-For", address)
                            .status())
                    .isEqualTo(403);
            assertThat(client.get(
                                    "/admin/clients",
                                    "X-Forwarded-For",
                                    address,
                                    "X-Forwarded-Proto",
                                    "https",
                                    "X-Forwarded-Host",
                                    "time.gateway.test")
                            .status())
                    .isEqualTo(404);
        }

        assertThat(register("none", other).status()).isEqualTo(201);
        AuditIT.awaitEvent(server, "client_registered", "\"address\":\"" + other + "\"");
        assertThat(events(address)).singleElement().asString().contains("administrative_act");
    }

    @Test
    void guesses_of_a_registration_access_token_leave_one_event() {
        String other = address();
        IntStream.range(0, 10)
                .forEach(i -> assertThat(client.get(
                                        "/register/client-" + i,
                                        "Authorization",
                                        "Bearer guess",
                                        "X-Forwarded-For",
                                        address)
                                .status())
                        .isEqualTo(401));

        assertThat(register("none", other).status()).isEqualTo(201);
        AuditIT.awaitEvent(server, "client_registered", "\"address\":\"" + other + "\"");
        assertThat(events(address)).singleElement().asString().contains("client_refused");
    }

    private static List<String> events(String from) {
        return server.log()
                .lines()
                .filter(line -> line.contains("\"event\":\""))
                .filter(line -> line.contains("\"address\":\"" + from + "\""))
                .toList();
    }

    private Answer register(String method, String from) {
        return client.json("/register", METADATA.formatted(method), "X-Forwarded-For", from);
    }

    private Answer token(String id, String secret, String from) {
        return client.post(
                "/token",
                FORM,
                TestClient.encode(
                        "grant_type",
                        "authorization_code",
                        "code",
                        "x",
                        "code_verifier",
                        "v".repeat(43),
                        "client_id",
                        id,
                        "client_secret",
                        secret),
                "X-Forwarded-For",
                from);
    }

    private Answer authorize(String id, String from) {
        return client.get(
                "/authorize?"
                        + TestClient.encode(
                                "response_type",
                                "code",
                                "client_id",
                                id,
                                "redirect_uri",
                                "http://127.0.0.1/callback",
                                "code_challenge",
                                "c".repeat(43),
                                "code_challenge_method",
                                "S256"),
                "X-Forwarded-For",
                from);
    }

    private Answer device(String id) {
        return client.post(
                "/device_authorization", FORM, TestClient.encode("client_id", id), "X-Forwarded-For", address);
    }

    /** Permits come back one by one, so on a slow machine it takes some more than there are. */
    private static Answer untilRefused(Supplier<Answer> request) {
        return Stream.generate(request)
                .limit(300)
                .filter(answer -> answer.status() == 429)
                .findFirst()
                .orElseThrow(() -> new AssertionError("none of 300 requests had to wait"));
    }

    private static void waits(Answer answer) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(429);
        assertThat(answer.error()).isEqualTo("too_many_requests");
        assertThat(answer.header("Retry-After")).matches("[1-9][0-9]*");
    }

    /** One that no other test of this run has, since all share one Redis. */
    static String address() {
        var random = ThreadLocalRandom.current();
        return "2001:db8:%x:%x:%x:%x::1"
                .formatted(
                        random.nextInt(0x10000),
                        random.nextInt(0x10000),
                        random.nextInt(0x10000),
                        random.nextInt(0x10000));
    }
}
