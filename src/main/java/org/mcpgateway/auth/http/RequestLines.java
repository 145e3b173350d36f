package org.mcpgateway.auth.http;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.mcpgateway.auth.config.MonitoringSettings;

/**
 * What a request leaves in the log: each line that its thread writes ends with {@code request=ID}, and
 * {@code trace_id=ID} where it belongs to a trace; where {@code ACCESS_LOG} is on one line says how it was answered.
 * Done by a handler of {@code java.util.logging}, which servers have behind {@code System.Logger}; it comes before
 * those that write.
 */
@ApplicationScoped
public class RequestLines {

    private static final System.Logger LOG = System.getLogger(RequestLines.class.getName());
    private static final Pattern UNREADABLE = Pattern.compile("[^\\x21-\\x7e]|[\"\\\\]");
    private static final int LONGEST_PATH = 256;
    private static final String REQUEST = " request=";
    private static final String TRACE = " trace_id=";

    private final boolean accessLog;
    private final ThreadLocal<String> current = new ThreadLocal<>();
    private final Logger ours = Logger.getLogger("org.mcpgateway.auth");
    private final Handler naming = new Handler() {
        @Override
        public void publish(LogRecord record) {
            name(record);
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };

    @Inject
    RequestLines(MonitoringSettings settings) {
        this.accessLog = settings.accessLog();
    }

    @PostConstruct
    void start() {
        ours.addHandler(naming);
    }

    @PreDestroy
    void stop() {
        ours.removeHandler(naming);
    }

    /**
     * What the thread logs from now on is of this request.
     *
     * @param traceId of the trace that the request belongs to; null when it belongs to none
     */
    public void begin(String id, @Nullable String traceId) {
        current.set(traceId == null ? id : id + TRACE + traceId);
    }

    /**
     * The request is answered.
     *
     * @param path without query, as the client spelled it
     */
    public void end(String method, String path, int status, long nanos) {
        if (accessLog) {
            LOG.log(
                    System.Logger.Level.INFO,
                    "event=answered method={0} path=\"{1}\" status={2} ms={3}",
                    shown(method),
                    shown(path),
                    Integer.toString(status),
                    Long.toString(nanos / 1_000_000));
        }
        current.remove();
    }

    private void name(LogRecord record) {
        String mark = current.get();
        String message = record.getMessage();
        if (mark == null || message == null) {
            return;
        }
        if (!message.contains(REQUEST)) {
            record.setMessage(message + REQUEST + mark);
        } else if (mark.contains(TRACE)) {
            record.setMessage(message + mark.substring(mark.indexOf(TRACE)));
        }
    }

    private static String shown(String text) {
        String shown = UNREADABLE.matcher(text).replaceAll("?");
        return shown.length() <= LONGEST_PATH ? shown : shown.substring(0, LONGEST_PATH) + "…";
    }
}
