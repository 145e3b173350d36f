package org.mcpgateway.bridge.http;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.security.SecureRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.regex.Pattern;
import org.mcpgateway.bridge.config.MonitoringSettings;
import org.mcpgateway.bridge.tracing.TraceParent;

/**
 * What a request leaves in the log: each line that its thread writes ends with {@code request=ID}, and
 * {@code trace_id=ID} where it belongs to a trace; where {@code ACCESS_LOG} is on one line says how it was answered.
 * The id is that of {@code /verify}, as the proxy or {@link ForwardAuthFilter} hands it on; where there is none, one is
 * made.
 */
@ApplicationScoped
public class RequestLines {

    /** The header that carries the id, both ways. */
    static final String HEADER = "X-Request-Id";

    /** The attribute of the request that holds it. */
    static final String ATTRIBUTE = RequestLines.class.getName();

    private static final System.Logger LOG = System.getLogger(RequestLines.class.getName());
    private static final Pattern ACCEPTABLE = Pattern.compile("[A-Za-z0-9._-]{1,64}");
    private static final Pattern UNREADABLE = Pattern.compile("[^\\x21-\\x7e]|[\"\\\\]");
    private static final int LONGEST_SHOWN = 256;

    private final boolean accessLog;
    private final String beginning;
    private final AtomicLong numbers = new AtomicLong();
    private final ThreadLocal<String> current = new ThreadLocal<>();
    private final Logger ours = Logger.getLogger("org.mcpgateway.bridge");
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
    public RequestLines(MonitoringSettings settings) {
        this.accessLog = settings.accessLog();
        this.beginning = Long.toString(new SecureRandom().nextLong() >>> 14, Character.MAX_RADIX) + "-";
    }

    /** The serving of a request. */
    @FunctionalInterface
    public interface Serving {

        /** Answers it. */
        void run() throws IOException;
    }

    @PostConstruct
    void start() {
        ours.addHandler(naming);
    }

    @PreDestroy
    void stop() {
        ours.removeHandler(naming);
    }

    /** Serves a request under its id, which the answer tells. */
    public void during(HttpServletRequest request, HttpServletResponse response, Serving serving) throws IOException {
        long start = System.nanoTime();
        String id = id(request);
        request.setAttribute(ATTRIBUTE, id);
        response.setHeader(HEADER, id);
        String traceId = TraceParent.traceId(request.getHeader(TraceParent.HEADER));
        String mark = traceId == null ? id : id + " trace_id=" + traceId;
        current.set(mark);
        try {
            if (accessLog) {
                tell(
                        request,
                        response,
                        new Answered(mark, shown(request.getMethod()), shown(request.getRequestURI()), start),
                        serving);
            } else {
                serving.run();
            }
        } finally {
            current.remove();
        }
    }

    private static void tell(
            HttpServletRequest request, HttpServletResponse response, Answered answered, Serving serving)
            throws IOException {
        serving.run();
        AnswerEnd.of(request, response, answered::log);
    }

    private String id(HttpServletRequest request) {
        String sent = request.getHeader(HEADER);
        return sent != null && ACCEPTABLE.matcher(sent).matches()
                ? sent
                : beginning + Long.toString(numbers.incrementAndGet(), Character.MAX_RADIX);
    }

    private void name(LogRecord record) {
        String mark = current.get();
        String message = record.getMessage();
        if (mark != null && message != null && !message.contains(" request=")) {
            record.setMessage(message + " request=" + mark);
        }
    }

    /** What a client has chosen, as it can stand in a line. */
    private static String shown(String sent) {
        String shown = UNREADABLE.matcher(sent).replaceAll("?");
        return shown.length() <= LONGEST_SHOWN ? shown : shown.substring(0, LONGEST_SHOWN) + "…";
    }

    /** A request, for the line that says how it was answered. */
    private record Answered(String mark, String method, String path, long start) {

        void log(int status) {
            LOG.log(
                    System.Logger.Level.INFO,
                    "event=answered method={0} path=\"{1}\" status={2} ms={3} request={4}",
                    method,
                    path,
                    Integer.toString(status),
                    Long.toString((System.nanoTime() - start) / 1_000_000),
                    mark);
        }
    }
}
