package org.mcpgateway.auth.http;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;

/**
 * A servlet that is only read: {@code doGet} answers GET and HEAD, any other method gets 405 with {@code Allow} (RFC
 * 9110 s15.5.6). The base class answers 501 to a method that HTTP does not know, and asks nobody for it.
 */
public abstract class ReadingServlet extends HttpServlet {

    private static final List<String> READING = List.of("GET", "HEAD");

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response)
            throws ServletException, IOException {
        if (READING.contains(request.getMethod())) {
            super.service(request, response);
        } else {
            response.setHeader("Allow", allowed());
            response.sendError(HttpServletResponse.SC_METHOD_NOT_ALLOWED);
        }
    }

    /** The value of {@code Allow}. */
    protected String allowed() {
        return String.join(", ", READING);
    }
}
