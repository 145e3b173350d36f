package org.mcpgateway.auth.metadata;

import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import org.mcpgateway.auth.http.ErrorAnswer;
import org.mcpgateway.auth.http.RequestAddress;
import org.mcpgateway.auth.http.TrustedProxies;
import org.mcpgateway.auth.oauth.OAuthError;

/**
 * The well-known documents, on every host and with every path suffix that clients try (RFC 8414 s3, RFC 9728 s3). A
 * servlet, since every client of every service begins with them and they are ready.
 */
@WebServlet(value = MetadataServlet.ROOT + "*", asyncSupported = true)
public class MetadataServlet extends HttpServlet {

    static final String ROOT = "/.well-known/";

    private static final String AUTHORIZATION_SERVER = "/oauth-authorization-server";
    private static final String OPENID_CONFIGURATION = "/openid-configuration";
    private static final String PROTECTED_RESOURCE = "/oauth-protected-resource";

    private final transient MetadataDocuments documents;
    private final transient TrustedProxies proxies;

    @Inject
    public MetadataServlet(MetadataDocuments documents, TrustedProxies proxies) {
        this.documents = documents;
        this.proxies = proxies;
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        switch (request.getMethod()) {
            case "GET", "HEAD" -> answer(request, response);
            case "OPTIONS" -> response.setHeader("Allow", "GET, HEAD, OPTIONS");
            default -> {
                response.setHeader("Allow", "GET, HEAD, OPTIONS");
                response.sendError(HttpServletResponse.SC_METHOD_NOT_ALLOWED);
            }
        }
    }

    private void answer(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String path = request.getPathInfo() == null ? "" : request.getPathInfo();
        if (isOf(PROTECTED_RESOURCE, path)) {
            String authority = RequestAddress.authority(request, proxies.contains(request.getRemoteAddr()));
            Optional<byte[]> document =
                    documents.protectedResource(authority, path.substring(PROTECTED_RESOURCE.length()));
            if (document.isPresent()) {
                write(document.get(), request, response);
            } else {
                ErrorAnswer.write(response, 404, OAuthError.NOT_FOUND, "no protected resource has this address");
            }
        } else if (isOf(AUTHORIZATION_SERVER, path) || isOf(OPENID_CONFIGURATION, path)) {
            // The same where OpenID Connect looks for it (RFC 8414 s5).
            write(documents.authorizationServer(), request, response);
        } else {
            response.sendError(HttpServletResponse.SC_NOT_FOUND);
        }
    }

    /** The document's own path, or the path of a resource behind it. */
    private static boolean isOf(String document, String path) {
        return path.startsWith(document)
                && (path.length() == document.length() || path.charAt(document.length()) == '/');
    }

    private static void write(byte[] document, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        response.setContentType("application/json");
        response.setHeader("Cache-Control", "public, max-age=300");
        response.setContentLength(document.length);
        if (!request.getMethod().equals("HEAD")) {
            response.getOutputStream().write(document);
        }
    }
}
