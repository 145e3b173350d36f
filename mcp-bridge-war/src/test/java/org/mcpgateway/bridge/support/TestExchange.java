package org.mcpgateway.bridge.support;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A request and its answer, as a server hands them to a servlet: also later, and recycled. */
public final class TestExchange {

    private final String method;
    private final String uri;
    private final Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    private final Map<String, String> responseHeaders = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    private final Map<String, Object> attributes = new HashMap<>();
    private final List<AsyncListener> listeners = new ArrayList<>();
    private final ByteArrayOutputStream body = new ByteArrayOutputStream();
    private int status = 200;
    private boolean asynchronous;
    private volatile boolean complete;
    private boolean recycled;

    /**
     * One without headers.
     *
     * @param method of the request
     * @param uri path of the request
     */
    public TestExchange(String method, String uri) {
        this.method = method;
        this.uri = uri;
    }

    /** The same with a header; without it when the value is null. */
    public TestExchange withHeader(String name, String value) {
        if (value != null) {
            headers.put(name, value);
        }
        return this;
    }

    /** As the servlet sees it; whoever asks it anything after it was recycled is told so. */
    public HttpServletRequest request() {
        return proxy(HttpServletRequest.class, (proxy, called, arguments) -> {
            if (recycled) {
                throw new IllegalStateException("the request is another one's by now");
            }
            return switch (called.getName()) {
                case "getMethod" -> method;
                case "getRequestURI" -> uri;
                case "getHeader" -> headers.get((String) arguments[0]);
                case "getHeaders" -> Collections.enumeration(List.of(headers.get((String) arguments[0])));
                case "getHeaderNames" -> Collections.enumeration(headers.keySet());
                case "getAttribute" -> attributes.get((String) arguments[0]);
                case "setAttribute" -> attributes.put((String) arguments[0], arguments[1]);
                case "startAsync" -> {
                    asynchronous = true;
                    yield asyncContext();
                }
                case "isAsyncStarted" -> asynchronous;
                case "getAsyncContext" -> asyncContext();
                default -> throw new UnsupportedOperationException(called.getName());
            };
        });
    }

    /** As the servlet sees it. */
    public HttpServletResponse response() {
        return proxy(HttpServletResponse.class, (proxy, called, arguments) -> switch (called.getName()) {
            case "setHeader" -> responseHeaders.put((String) arguments[0], (String) arguments[1]);
            case "getHeader" -> responseHeaders.get((String) arguments[0]);
            case "setContentType", "setContentLength", "flushBuffer" -> null;
            case "setStatus" -> {
                status = (int) arguments[0];
                yield null;
            }
            case "getStatus" -> status;
            case "getOutputStream" -> output();
            default -> throw new UnsupportedOperationException(called.getName());
        });
    }

    /** The text of the answer. */
    public String body() {
        return body.toString(StandardCharsets.UTF_8);
    }

    private ServletOutputStream output() {
        return new ServletOutputStream() {
            @Override
            public void write(int octet) {
                body.write(octet);
            }

            @Override
            public boolean isReady() {
                return true;
            }

            @Override
            public void setWriteListener(WriteListener listener) {
                throw new UnsupportedOperationException("setWriteListener");
            }
        };
    }

    /** What the answer says. */
    public Map<String, String> responseHeaders() {
        return Map.copyOf(responseHeaders);
    }

    /** What was kept at the request. */
    public Map<String, Object> attributes() {
        return Map.copyOf(attributes);
    }

    /** The answer has this status. */
    public void answers(int code) {
        status = code;
    }

    /** Whether the answer is complete. */
    public boolean isComplete() {
        return complete;
    }

    /** The servlet answers after its thread has gone. */
    public void becomesAsynchronous() {
        asynchronous = true;
    }

    /** The answer is complete, and listeners hear of it. */
    public void completes() throws IOException {
        complete = true;
        var event = new AsyncEvent(asyncContext(), request(), response());
        for (AsyncListener listener : listeners) {
            listener.onComplete(event);
        }
    }

    /** The server uses the object for another request. */
    public void isRecycled() {
        recycled = true;
    }

    private AsyncContext asyncContext() {
        return proxy(AsyncContext.class, (proxy, called, arguments) -> {
            switch (called.getName()) {
                case "setTimeout" -> {}
                case "complete" -> completes();
                case "addListener" -> {
                    if (complete) {
                        throw new IllegalStateException("it is complete");
                    }
                    listeners.add((AsyncListener) arguments[0]);
                }
                default -> throw new UnsupportedOperationException(called.getName());
            }
            return null;
        });
    }

    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(TestExchange.class.getClassLoader(), new Class<?>[] {type}, handler));
    }
}
