package org.mcpgateway.cli.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.StringReader;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class JsonLinesTest {

    private final JsonLines lines = new JsonLines();

    @Test
    void an_event_of_ours_becomes_members() {
        JsonObject line = written("event=refused request={0} error={1} detail=\"{2}\"", "a-1", "invalid_grant", "x y");

        assertThat(line.getString("event")).isEqualTo("refused");
        assertThat(line.getString("request_id")).isEqualTo("a-1");
        assertThat(line.getString("error")).isEqualTo("invalid_grant");
        assertThat(line.getString("detail")).isEqualTo("x y");
        assertThat(line.getString("level")).isEqualTo("WARNING");
        assertThat(line.getString("time")).endsWith("Z");
        assertThat(line).doesNotContainKey("message");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "two\nlines",
                "a \"quote\" and a \\",
                "\u0000\u001b[31m\u0085\u2028",
                "{\"not\": \"audit\"}",
                "event=x detail=\"a\" b\" level=OFF",
                "event=x a={}\r\nevent=y",
                "\ud800 alone",
                ""
            })
    void whatever_is_written_stays_one_object_on_one_line(String text) {
        JsonObject line = written("{0}", text);

        assertThat(line.getString("level")).isEqualTo("WARNING");
        if (line.containsKey("message")) {
            assertThat(line.getString("message")).isEqualTo(text);
        }
    }

    @Test
    void a_value_cannot_take_the_place_of_the_request_or_of_the_level() {
        JsonObject line = written("event=x request=1 request=2 level=OFF");

        assertThat(line.getString("request_id")).isEqualTo("1");
        assertThat(line.getString("level")).isEqualTo("WARNING");
    }

    @Test
    void an_audit_event_is_told_as_it_is() {
        LogRecord record = new LogRecord(Level.INFO, "{\"event\":\"token_issued\",\"request_id\":\"a-1\"}");
        record.setLoggerName("audit");

        assertThat(parsed(record).getJsonObject("audit").getString("request_id"))
                .isEqualTo("a-1");
    }

    @Test
    void an_exception_is_told_and_a_long_text_is_cut() {
        LogRecord record = new LogRecord(Level.SEVERE, "event=" + "x".repeat(100_000));
        record.setThrown(new IllegalStateException("why"));

        JsonObject line = parsed(record);

        assertThat(line.getString("exception")).contains("IllegalStateException: why", "JsonLinesTest");
        assertThat(line.toString()).hasSizeLessThan(60_000);
    }

    @Test
    void the_format_is_text_unless_it_is_json_and_nothing_else() {
        String properties = "a=b\njava.util.logging.ConsoleHandler.formatter=java.util.logging.SimpleFormatter\n";

        assertThat(LogFormat.of(Map.of()).applied(properties)).isEqualTo(properties);
        assertThat(LogFormat.of(Map.of("LOG_FORMAT", "JSON")).applied(properties))
                .isEqualTo("a=b\njava.util.logging.ConsoleHandler.formatter=" + JsonLines.class.getName() + "\n");
        assertThatThrownBy(() -> LogFormat.of(Map.of("LOG_FORMAT", "xml")))
                .hasMessage("LOG_FORMAT must be text or json");
    }

    private JsonObject written(String message, Object... parameters) {
        LogRecord record = new LogRecord(Level.WARNING, message);
        record.setLoggerName("org.mcpgateway.Test");
        record.setParameters(parameters);
        return parsed(record);
    }

    private JsonObject parsed(LogRecord record) {
        String line = lines.format(record);
        assertThat(line).endsWith("}\n");
        assertThat(line.substring(0, line.length() - 1)).doesNotContain("\n", "\r");
        return Json.createReader(new StringReader(line)).readObject();
    }
}
