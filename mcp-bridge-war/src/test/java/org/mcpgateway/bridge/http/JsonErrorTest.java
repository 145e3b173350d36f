package org.mcpgateway.bridge.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.mcpgateway.bridge.server.ServerBusyException;
import org.mcpgateway.bridge.server.ServerUnavailableException;
import org.mcpgateway.bridge.support.TestExchange;

/** What a client is told whose message its server did not take. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class JsonErrorTest {

    private static final ServerUnavailableException AWAY = new ServerUnavailableException("it cannot be reached");
    private static final ServerUnavailableException BUSY =
            new ServerBusyException(ServerBusyException.Reason.STUCK, "it does not read", Duration.ofSeconds(3));

    private final TestExchange exchange = new TestExchange("POST", "/notes/mcp");

    @Test
    void the_session_is_gone_where_it_is_over() throws IOException {
        JsonError.notTaken(exchange.response(), true, AWAY);

        assertThat(exchange.response().getStatus()).isEqualTo(404);
    }

    @Test
    void a_session_that_lives_is_not_called_gone_because_its_server_is_away_for_a_moment() throws IOException {
        JsonError.notTaken(exchange.response(), false, AWAY);

        assertThat(exchange.response().getStatus()).isEqualTo(502);
        assertThat(exchange.body()).contains("it cannot be reached");
    }

    @Test
    void a_server_that_does_not_keep_up_is_named_with_the_time_to_wait() throws IOException {
        JsonError.notTaken(exchange.response(), false, BUSY);

        assertThat(exchange.response().getStatus()).isEqualTo(503);
        assertThat(exchange.responseHeaders()).containsEntry("Retry-After", "3");
    }
}
