package org.mcpgateway.bridge.http;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/**
 * Asks another application of the same server, on the thread that has the request and without HTTP in between (Servlet
 * s9.4, {@code include} into another context).
 */
final class NeighbourAuth {

    private NeighbourAuth() {}

    /**
     * The answer.
     *
     * @param path of the whole server, {@code /verify} for example
     * @throws ServletException if no application has the path, this server keeps its applications apart, or the asked
     *     one fails
     */
    static AuthAnswer ask(String path, HttpServletRequest request, HttpServletResponse response)
            throws IOException, ServletException {
        ServletContext neighbour = request.getServletContext().getContext(path);
        if (neighbour == null) {
            throw new ServletException("no other application of this server can be asked for " + path);
        }
        RequestDispatcher dispatcher = neighbour.getRequestDispatcher(
                path.substring(neighbour.getContextPath().length()));
        KeptAnswer answer = new KeptAnswer(response);
        Thread thread = Thread.currentThread();
        ClassLoader own = thread.getContextClassLoader();
        thread.setContextClassLoader(neighbour.getClassLoader()); // which the container leaves to us
        try {
            dispatcher.include(new QuestionRequest(request, neighbour, path), answer);
        } finally {
            thread.setContextClassLoader(own);
        }
        return answer.whole();
    }
}
