package org.mcpgateway.auth.http;

import jakarta.inject.Inject;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/**
 * Answers for the container where a request does not get as far as a resource, so that nobody is shown the container's
 * page with its version or a stack trace. {@code web.xml} names it as the page of every error.
 */
@WebServlet(ContainerErrorServlet.PATH)
public class ContainerErrorServlet extends HttpServlet {

    /** Where the container dispatches errors to; stands in {@code web.xml} too. */
    static final String PATH = "/.container-error";

    private static final System.Logger LOG = System.getLogger(ContainerErrorServlet.class.getName());

    private final transient SecurityHeaders headers;

    @Inject
    public ContainerErrorServlet(SecurityHeaders headers) {
        this.headers = headers;
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        int status = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE) instanceof Integer code ? code : 404;
        if (request.getAttribute(RequestDispatcher.ERROR_EXCEPTION) instanceof Throwable failure) {
            LOG.log(
                    System.Logger.Level.ERROR,
                    "event=unexpected request=" + response.getHeader("X-Request-Id"),
                    failure);
        }
        headers.addTo(response);
        ErrorAnswer.write(response, status, ErrorCodes.of(status), ErrorCodes.description(status));
    }
}
