package org.mcpgateway.bridge.http;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import java.io.BufferedReader;
import java.net.InetAddress;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The question as a request of this host's own; of the client's it has only what the question tells. */
final class QuestionRequest extends CarriedRequest {

    private static final String LOOPBACK = InetAddress.getLoopbackAddress().getHostAddress();

    private final ServletContext neighbour;
    private final String path;

    QuestionRequest(HttpServletRequest request, ServletContext neighbour, String path) {
        super(request, "GET", AuthQuestion.about(request));
        this.neighbour = neighbour;
        this.path = path;
    }

    @Override
    public ServletContext getServletContext() {
        return neighbour;
    }

    /** Of the asked application: a refusal may be one of its pages. */
    @Override
    public @Nullable RequestDispatcher getRequestDispatcher(String target) {
        return neighbour.getRequestDispatcher(target);
    }

    @Override
    public String getContextPath() {
        return neighbour.getContextPath();
    }

    @Override
    public String getServletPath() {
        return path.substring(neighbour.getContextPath().length());
    }

    @Override
    public @Nullable String getPathInfo() {
        return null;
    }

    @Override
    public String getRequestURI() {
        return path;
    }

    @Override
    public @Nullable String getQueryString() {
        return null;
    }

    @Override
    public String getRemoteAddr() {
        return LOOPBACK;
    }

    @Override
    public Cookie @Nullable [] getCookies() {
        return null;
    }

    @Override
    public Map<String, String[]> getParameterMap() {
        return Map.of();
    }

    @Override
    public @Nullable String getParameter(String name) {
        return null;
    }

    @Override
    public ServletInputStream getInputStream() {
        throw new IllegalStateException("a question has no body");
    }

    @Override
    public BufferedReader getReader() {
        throw new IllegalStateException("a question has no body");
    }
}
