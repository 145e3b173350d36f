package org.mcpgateway.e2e;

import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.Socket;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Much at once, large and odd, through the whole gateway with authorization on: all right, none lost, order kept. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class StressIT {

    private static final int MEBIBYTE = 1024 * 1024;

    private static URI service;
    private static SignedInClient ada;

    private final List<RawClient> clients = new ArrayList<>();

    @BeforeAll
    static void ada_signs_in() throws Exception {
        Runtimes.python();
        service = RunningGateway.shared().service("stress").orElseThrow();
        ada = signIn("ada");
    }

    @AfterEach
    void the_sessions_end() throws Exception {
        for (RawClient client : clients) {
            client.delete();
        }
    }

    @ParameterizedTest
    @EnumSource
    void four_megabytes_go_there_and_come_back(Era era) throws Exception {
        String text = "0123456789abcdé€𝄞".repeat(4 * MEBIBYTE / 20);

        assertThat(connect(ada, era).text("echo", Map.of("text", text))).isEqualTo(text);
    }

    @ParameterizedTest
    @EnumSource
    void text_of_every_plane_comes_back_as_it_went(Era era) throws Exception {
        RawClient client = connect(ada, era);
        String text = "e\u0301 \u2028\u2029\u0085\u00a0\ufeff \u0000\u0001\u001f\u007f \\ \" / \t\r\n 👩‍👩‍👧 "
                + IntStream.rangeClosed(0, 16)
                        .flatMap(plane -> IntStream.of(0x1234, 0xFFFD, 0xFFFF).map(point -> plane << 16 | point))
                        .mapToObj(Character::toString)
                        .collect(joining());

        assertThat(client.text("echo", Map.of("text", text))).isEqualTo(text);
        assertThat(client.text("echo", Map.of("text", text, "escaped", true))).isEqualTo(text);
        assertThat(client.call("1", "echo", "{\"text\":\"" + escaped(text) + "\"}")
                        .answer()
                        .text())
                .isEqualTo(text);
    }

    @ParameterizedTest
    @EnumSource
    void half_a_surrogate_pair_comes_back_as_it_went(Era era) throws Exception {
        String arguments = "{\"text\":\"\\ud83d and \\udc4b\",\"escaped\":true}";

        assertThat(connect(ada, era).call("1", "echo", arguments).answer().text())
                .isEqualTo("\ud83d and \udc4b");
    }

    @ParameterizedTest
    @EnumSource
    void a_child_that_complains_at_length_is_not_held_up(Era era) throws Exception {
        RawClient client = connect(ada, era);

        assertThat(client.text("complain", Map.of("size", 300_000))).isEqualTo("complained 300000");
        assertThat(client.text("echo", Map.of("text", "and goes on"))).isEqualTo("and goes on");
    }

    @ParameterizedTest
    @EnumSource
    void two_hundred_open_streams_each_get_their_own_in_order(Era era) throws Exception {
        RawClient client = connect(ada, era);
        Map<Integer, RawCall> streams = new HashMap<>();
        for (int i = 0; i < 200; i++) {
            streams.put(i, client.call("\"stream " + i + "\"", "hold", "{\"text\":\"" + i + "\"}"));
        }
        streams.values()
                .forEach(stream ->
                        assertThat(stream.next().at("/params/progress").asInt()).isZero());

        assertThat(client.text("release", Map.of("steps", 20))).isEqualTo("released");

        streams.forEach((number, stream) -> {
            RawCall.Answer answer = stream.answer();
            assertThat(answer.text()).isEqualTo(number.toString());
            assertThat(answer.last().get("id").asText()).isEqualTo("stream " + number);
            assertThat(answer.progress())
                    .isEqualTo(IntStream.rangeClosed(1, 20).boxed().toList());
        });
    }

    @ParameterizedTest
    @EnumSource
    void a_hundred_calls_at_once_are_all_answered(Era era) throws Exception {
        RawClient client = connect(ada, era);
        Map<Integer, RawCall> calls = IntStream.range(0, 100)
                .boxed()
                .collect(toMap(i -> i, i -> client.call(i.toString(), "echo", "{\"text\":\"call " + i + "\"}")));

        calls.forEach((number, call) -> {
            RawCall.Answer answer = call.answer();
            assertThat(answer.text()).isEqualTo("call " + number);
            assertThat(answer.last().get("id").asInt()).isEqualTo(number);
        });
    }

    @ParameterizedTest
    @EnumSource
    void a_connection_that_nobody_reads_holds_up_no_other_call(Era era) throws Exception {
        RawClient client = connect(ada, era);
        String large = "{\"text\":\"" + "x".repeat(12 * MEBIBYTE) + "\"}";

        try (Socket unread = client.callWithoutReading("echo", large);
                Socket another = client.callWithoutReading("echo", large)) {
            for (int i = 0; i < 10; i++) {
                assertThat(client.text("echo", Map.of("text", "call " + i))).isEqualTo("call " + i);
            }
            assertThat(List.of(unread.isConnected(), another.isConnected())).containsOnly(true);
        }
    }

    @ParameterizedTest
    @EnumSource
    void two_calls_in_flight_with_the_same_id_are_both_answered(Era era) throws Exception {
        RawClient client = connect(ada, era);
        RawCall first = client.call("7", "hold", "{\"text\":\"first\"}");
        first.next();
        RawCall second = client.call("7", "hold", "{\"text\":\"second\"}");
        second.next();

        client.text("release", Map.of("steps", 1));

        assertThat(first.answer().text()).isEqualTo("first");
        assertThat(second.answer().text()).isEqualTo("second");
        assertThat(second.answer().last().get("id").asInt()).isEqualTo(7);
    }

    /** CVE-2026-25536: replies that went to another client, because ids were taken for unique. */
    @ParameterizedTest
    @EnumSource
    void fifty_clients_with_the_same_id_each_get_their_own_answer(Era era) throws Exception {
        for (int user = 0; user < 5; user++) {
            SignedInClient somebody = signIn("user" + user);
            for (int i = 0; i < 10; i++) {
                connect(somebody, era);
            }
        }

        List<RawCall> calls = IntStream.range(0, 50)
                .mapToObj(i -> clients.get(i).call("1", "echo", "{\"text\":\"of client " + i + "\"}"))
                .toList();

        assertThat(calls.stream().map(call -> call.answer().text()))
                .containsExactlyElementsOf(
                        IntStream.range(0, 50).mapToObj(i -> "of client " + i).toList());
    }

    @Test
    void a_session_is_not_there_for_the_token_of_somebody_else() throws Exception {
        SignedInClient grace = signIn("grace");
        RawClient hers = connect(ada, Era.INITIALIZE);
        RawCall stream = hers.listen();
        assertThat(stream.status()).isEqualTo(200);
        RawClient own = connect(grace, Era.INITIALIZE);
        RawClient thief = hers.withTokenOf(grace);

        assertThat(thief.call("1", "echo", "{\"text\":\"mine?\"}").answer().status())
                .isEqualTo(404);
        assertThat(thief.listen().answer().status()).isEqualTo(404);
        assertThat(thief.delete()).isEqualTo(404);
        assertThat(own.text("echo", Map.of("text", "own"))).isEqualTo("own");
        assertThat(hers.text("echo", Map.of("text", "still there"))).isEqualTo("still there");
        assertThat(stream.sofar()).isEmpty();
    }

    @Test
    void a_child_knows_no_variable_but_those_of_its_catalogue_entry() throws Exception {
        assertThat(connect(ada, Era.INITIALIZE).text("environment", Map.of()).split(" "))
                .contains("STRESS_SETTING")
                .isSubsetOf("STRESS_SETTING", "PATH", "HOME", "LANG", "TMPDIR", "MCP_GATEWAY_CHILD");
    }

    private RawClient connect(SignedInClient somebody, Era era) throws Exception {
        RawClient client = RawClient.connect(somebody, service, era);
        clients.add(client);
        return client;
    }

    private static SignedInClient signIn(String person) throws Exception {
        return SignedInClient.of(RunningGateway.shared().issuer(), service, person);
    }

    private static String escaped(String text) {
        return text.chars().mapToObj(unit -> "\\u%04x".formatted(unit)).collect(joining());
    }
}
