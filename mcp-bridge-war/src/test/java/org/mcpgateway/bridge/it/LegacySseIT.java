package org.mcpgateway.bridge.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.mcpgateway.bridge.support.RawClient.call;
import static org.mcpgateway.bridge.support.RawClient.initialize;

import java.io.IOException;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.mcpgateway.bridge.support.BridgeServer;
import org.mcpgateway.bridge.support.Events;
import org.mcpgateway.bridge.support.RawClient;

/** HTTP with SSE (MCP 2024-11-05, basic/transports). */
@DisplayNameGeneration(ReplaceUnderscores.class)
class LegacySseIT {

    private final String name = "ada " + UUID.randomUUID();
    private final RawClient here = new RawClient(Replicas.shared().one(), name);
    private final RawClient there = new RawClient(Replicas.shared().other(), name);

    @Test
    void the_server_must_send_an_endpoint_event_first_and_messages_of_type_message() throws IOException {
        try (Events events = here.at("sse").listen("")) {
            Events.Event endpoint = events.next().orElseThrow();
            assertThat(endpoint.type()).isEqualTo("endpoint");
            assertThat(endpoint.data()).startsWith("/" + BridgeServer.SERVICE + "/messages?sessionId=");
            String messages = messages(endpoint);

            // What newer clients say here must not bring them events without data.
            assertThat(here.at(messages).post("", initialize("2025-11-25")).status())
                    .isEqualTo(202);
            Events.Event initialized = events.next().orElseThrow();
            assertThat(initialized.type()).isEqualTo("message");
            assertThat(initialized.data()).contains("\"protocolVersion\":\"2025-11-25\"");

            here.at(messages).post("", call(1, "count", "\"until\":\"/\""));
            for (int i = 1; i <= 6; i++) {
                assertThat(events.next().orElseThrow().data()).contains("\"progress\":" + i);
            }
            assertThat(events.next().orElseThrow().data()).contains("\"id\":1", "counted");
        }
    }

    @Test
    void messages_may_reach_another_replica_and_must_be_the_users_own() throws IOException {
        try (Events events = here.at("sse").listen("")) {
            String messages = messages(events.next().orElseThrow());
            RawClient bob = new RawClient(Replicas.shared().one(), "bob");

            assertThat(bob.at(messages).post("", initialize("2024-11-05")).status())
                    .isEqualTo(404);
            assertThat(there.at(messages).post("", initialize("2024-11-05")).status())
                    .isEqualTo(202);

            assertThat(events.next().orElseThrow().data()).contains("\"protocolVersion\":\"2024-11-05\"");
        }
    }

    @Test
    void the_session_of_one_transport_is_none_of_the_other() throws IOException {
        try (Events events = here.at("sse").listen("")) {
            String messages = messages(events.next().orElseThrow());
            String session = messages.substring(messages.indexOf('=') + 1);

            assertThat(here.post(session, call(1, "say", "")).status()).isEqualTo(404);
            assertThat(here.delete(session).status()).isEqualTo(404);
        }
        assertThat(here.at("messages?sessionId=" + here.open("2025-11-25"))
                        .post("", call(1, "say", ""))
                        .status())
                .isEqualTo(404);
    }

    @Test
    void a_message_without_a_session_is_a_bad_request_and_of_an_unknown_one_not_found() {
        assertThat(here.at("messages").post("", call(1, "say", "")).status()).isEqualTo(400);
        assertThat(here.at("messages?sessionId=toString")
                        .post("", call(1, "say", ""))
                        .status())
                .isEqualTo(404);
    }

    @Test
    void the_session_ends_with_its_stream() throws IOException {
        Events events = here.at("sse").listen("");
        String messages = messages(events.next().orElseThrow());
        events.close();

        // What is written to a client that is gone finds that out.
        await().atMost(Duration.ofMinutes(2))
                .untilAsserted(() -> assertThat(here.at(messages)
                                .post("", call(1, "say", "\"text\":\"still there?\""))
                                .status())
                        .isEqualTo(404));
    }

    private static String messages(Events.Event endpoint) {
        return endpoint.data().replaceFirst("^/" + BridgeServer.SERVICE + "/", "");
    }
}
