package org.mcpgateway.auth.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.mcpgateway.auth.config.MonitoringSettings;

@DisplayNameGeneration(ReplaceUnderscores.class)
class RequestLinesTest {

    private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";

    private final Logger logger = Logger.getLogger("org.mcpgateway.auth.test");
    private final RequestLines lines = new RequestLines(new MonitoringSettings(List.of(), true, false));
    private final List<String> written = new ArrayList<>();
    private final Handler writer = new Handler() {
        @Override
        public void publish(LogRecord record) {
            written.add(record.getMessage());
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };

    @BeforeEach
    void start() {
        lines.start();
        Logger.getLogger("org.mcpgateway").addHandler(writer);
    }

    @AfterEach
    void stop() {
        lines.stop();
        Logger.getLogger("org.mcpgateway").removeHandler(writer);
    }

    @Test
    void lines_of_a_request_name_it_and_its_trace() {
        lines.begin("a-1", TRACE);
        logger.log(Level.WARNING, "event=x");
        logger.log(Level.WARNING, "event=refused request=a-1 detail=y");
        lines.end("GET", "/verify", 200, 0);
        logger.log(Level.WARNING, "event=later");

        assertThat(written)
                .containsExactly(
                        "event=x request=a-1 trace_id=" + TRACE,
                        "event=refused request=a-1 detail=y trace_id=" + TRACE,
                        "event=answered method={0} path=\"{1}\" status={2} ms={3} request=a-1 trace_id=" + TRACE,
                        "event=later");
    }

    @Test
    void a_request_that_belongs_to_no_trace_names_none() {
        lines.begin("a-2", null);
        logger.log(Level.WARNING, "event=x");
        lines.end("GET", "/verify", 200, 0);

        assertThat(written).first().isEqualTo("event=x request=a-2");
    }
}
