package org.mcpgateway.bridge.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mcpgateway.bridge.config.MonitoringSettings;
import org.mcpgateway.bridge.support.TestExchange;

@DisplayNameGeneration(ReplaceUnderscores.class)
class RequestLinesTest {

    private static final Logger BRIDGE = Logger.getLogger("org.mcpgateway.bridge");
    private static final System.Logger OF_A_CLASS = System.getLogger("org.mcpgateway.bridge.of.a.Class");

    private final List<String> written = new ArrayList<>();
    private final Handler reader = new Handler() {
        @Override
        public void publish(LogRecord record) {
            written.add(new SimpleFormatter().formatMessage(record));
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };
    private final RequestLines quiet = started(false);
    private final RequestLines telling = new RequestLines(new MonitoringSettings(List.of(), true, false));

    private RequestLines started(boolean accessLog) {
        var lines = new RequestLines(new MonitoringSettings(List.of(), accessLog, false));
        lines.start();
        BRIDGE.addHandler(reader); // after its own, which names the request
        return lines;
    }

    @AfterEach
    void nothing_more_is_read() {
        quiet.stop();
        BRIDGE.removeHandler(reader);
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {
                "",
                "a b",
                "a\nb",
                "a\"b",
                "ä",
                "12345678901234567890123456789012345678901234567890123456789012345"
            })
    void an_id_that_no_log_should_have_is_replaced(String sent) throws IOException {
        var exchange = new TestExchange("POST", "/time/mcp").withHeader(RequestLines.HEADER, sent);
        var next = new TestExchange("POST", "/time/mcp").withHeader(RequestLines.HEADER, sent);

        quiet.during(exchange.request(), exchange.response(), () -> {});
        quiet.during(next.request(), next.response(), () -> {});

        assertThat(told(exchange)).matches("[a-z0-9-]{5,64}").isNotEqualTo(told(next));
    }

    @Test
    void an_id_of_the_proxy_is_kept_and_told() throws IOException {
        TestExchange exchange = exchange("abc-1");

        quiet.during(exchange.request(), exchange.response(), () -> {});

        assertThat(told(exchange)).isEqualTo("abc-1");
        assertThat(exchange.attributes()).containsEntry(RequestLines.ATTRIBUTE, "abc-1");
    }

    @Test
    void lines_of_the_thread_name_the_request_while_it_is_served_and_not_after() throws IOException {
        TestExchange exchange = exchange("abc-1");

        quiet.during(exchange.request(), exchange.response(), () -> {
            OF_A_CLASS.log(System.Logger.Level.WARNING, "event=one");
            OF_A_CLASS.log(System.Logger.Level.WARNING, "event=two request=of-another");
        });
        OF_A_CLASS.log(System.Logger.Level.WARNING, "event=three");

        assertThat(written).containsExactly("event=one request=abc-1", "event=two request=of-another", "event=three");
    }

    @Test
    void lines_name_the_trace_that_the_request_is_part_of() throws IOException {
        TestExchange exchange =
                exchange("abc-1").withHeader("traceparent", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01");

        quiet.during(
                exchange.request(),
                exchange.response(),
                () -> OF_A_CLASS.log(System.Logger.Level.WARNING, "event=one"));

        assertThat(written).containsExactly("event=one request=abc-1 trace_id=4bf92f3577b34da6a3ce929d0e0e4736");
        assertThat(told(exchange)).isEqualTo("abc-1");
    }

    @Test
    void what_fails_leaves_no_id_behind() {
        TestExchange exchange = exchange("abc-1");

        assertThatThrownBy(() -> quiet.during(exchange.request(), exchange.response(), () -> {
                    throw new IOException("the client is gone");
                }))
                .hasMessage("the client is gone");
        OF_A_CLASS.log(System.Logger.Level.WARNING, "event=one");

        assertThat(written).containsExactly("event=one");
    }

    @Test
    void without_an_access_log_no_request_is_told() throws IOException {
        TestExchange exchange = exchange("abc-1");

        quiet.during(exchange.request(), exchange.response(), () -> exchange.answers(200));

        assertThat(written).isEmpty();
    }

    @Test
    void a_request_that_is_answered_at_once_is_told_with_its_status() throws IOException {
        TestExchange exchange = exchange("abc-1");

        telling.during(exchange.request(), exchange.response(), () -> exchange.answers(404));

        assertThat(written)
                .singleElement()
                .asString()
                .matches("event=answered method=POST path=\"/time/mcp\" status=404 ms=[0-9]+ request=abc-1");
    }

    /** A server may give the object of a request to the next one as soon as its answer is complete. */
    @Test
    void a_request_that_is_answered_later_is_told_then_though_the_server_has_recycled_it() throws IOException {
        TestExchange exchange = exchange("abc-1");

        telling.during(exchange.request(), exchange.response(), exchange::becomesAsynchronous);
        assertThat(written).isEmpty();
        exchange.answers(202);
        exchange.isRecycled();
        exchange.completes();

        assertThat(written)
                .singleElement()
                .asString()
                .matches("event=answered method=POST path=\"/time/mcp\" status=202 ms=[0-9]+ request=abc-1");
    }

    @Test
    void a_request_that_completed_while_it_was_served_is_told_once() throws IOException {
        TestExchange exchange = exchange("abc-1");

        telling.during(exchange.request(), exchange.response(), () -> {
            exchange.becomesAsynchronous();
            exchange.answers(200);
            exchange.completes();
        });

        assertThat(written).singleElement().asString().contains("status=200", "request=abc-1");
    }

    @Test
    void a_path_cannot_forge_a_line() throws IOException {
        var exchange = new TestExchange("GET", "/a\" status=200\nevent=forged\\" + "x".repeat(400));

        telling.during(exchange.request(), exchange.response(), () -> exchange.answers(404));

        assertThat(written)
                .singleElement()
                .asString()
                .contains("path=\"/a??status=200?event=forged?x", "x…\" status=404")
                .doesNotContain("\n")
                .hasSizeLessThan(400);
    }

    /** Some servers take more for a method than the letters of one. */
    @Test
    void a_method_cannot_forge_a_line() throws IOException {
        var exchange = new TestExchange("GET\nevent=forged\"" + "X".repeat(400), "/time/mcp");

        telling.during(exchange.request(), exchange.response(), () -> exchange.answers(405));

        assertThat(written)
                .singleElement()
                .asString()
                .contains("method=GET?event=forged?XX", "X… path=\"/time/mcp\" status=405")
                .doesNotContain("\n")
                .hasSizeLessThan(400);
    }

    private static TestExchange exchange(String id) {
        return new TestExchange("POST", "/time/mcp").withHeader(RequestLines.HEADER, id);
    }

    private static String told(TestExchange exchange) {
        return exchange.responseHeaders().getOrDefault(RequestLines.HEADER, "");
    }
}
