package org.mcpgateway.auth.http;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/**
 * Answers the question that the proxy asks before each request of each service. {@link ExchangeFilter} calls it itself:
 * going on to a servlet would cost more than the answer.
 */
@FunctionalInterface
public interface ForwardAuth {

    /** Where the proxy asks it, below the context. */
    String PATH = "/verify";

    /**
     * Answers.
     *
     * @param request of the proxy, about somebody's request
     * @throws IOException when the proxy is gone
     */
    void answer(HttpServletRequest request, HttpServletResponse response) throws IOException;
}
