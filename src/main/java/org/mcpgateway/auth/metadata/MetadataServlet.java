package org.mcpgateway.auth.metadata;

import jakarta.inject.Inject;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import org.mcpgateway.auth.http.ErrorAnswer;
import org.mcpgateway.auth.http.ReadingServlet;
import org.mcpgateway.auth.http.RequestAddress;
import org.mcpgateway.auth.http.TrustedProxies;
import org.mcpgateway.auth.oauth.OAuthError;

/**
 * The well-known documents, on every host and with every path suffix that clients try (RFC 8414 s3, RFC 9728 s3). A
 * servlet, since every client of every service begins with them and they are ready.
 */
@WebServlet(
        value = {
            MetadataServlet.AUTHORIZATION_SERVER + "/*",
            MetadataServlet.OPENID_CONFIGURATION + "/*",
            MetadataServlet.PROTECTED_RESOURCE + "/*"
        },
        asyncSupported = true)
public class MetadataServlet extends ReadingServlet {

    static final String AUTHORIZATION_SERVER = "/.well-known/oauth-authorization-server";

    /** Where OpenID Connect looks for the same document (RFC 8414 s5). */
    static final String OPENID_CONFIGURATION = "/.well-known/openid-configuration";

    static final String PROTECTED_RESOURCE = "/.well-known/oauth-protected-resource";

    private final transient MetadataDocuments documents;
    private final transient TrustedProxies proxies;

    @Inject
    public MetadataServlet(MetadataDocuments documents, TrustedProxies proxies) {
        this.documents = documents;
        this.proxies = proxies;
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response)
            throws ServletException, IOException {
        if (request.getMethod().equals("OPTIONS")) {
            response.setHeader("Allow", allowed());
        } else {
            super.service(request, response);
        }
    }

    @Override
    protected String allowed() {
        return super.allowed() + ", OPTIONS";
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (!request.getServletPath().equals(PROTECTED_RESOURCE)) {
            write(documents.authorizationServer(), response);
            return;
        }
        String authority = RequestAddress.authority(request, proxies);
        String resource = request.getPathInfo() == null ? "" : request.getPathInfo();
        Optional<byte[]> document = documents.protectedResource(authority, resource);
        if (document.isPresent()) {
            write(document.get(), response);
        } else {
            ErrorAnswer.write(response, 404, OAuthError.NOT_FOUND, "no protected resource has this address");
        }
    }

    private static void write(byte[] document, HttpServletResponse response) throws IOException {
        response.setContentType("application/json");
        response.setHeader("Cache-Control", "public, max-age=300");
        response.setContentLength(document.length);
        response.getOutputStream().write(document);
    }
}
