package org.mcpgateway.auth.verify;

import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.mcpgateway.auth.config.IssuerSettings;
import org.mcpgateway.auth.http.SecurityHeaders;
import org.mcpgateway.auth.http.TrustedProxies;
import org.mcpgateway.auth.metadata.ProtectedResource;
import org.mcpgateway.auth.metadata.ProtectedResources;
import org.mcpgateway.auth.oauth.Scope;
import org.redisson.client.RedisException;

/**
 * Answers the proxy's ForwardAuth question: {@code 200} with who is asking, {@code 401} or {@code 403} with the
 * challenge that leads the client to a token (RFC 6750 s3, RFC 9728 s5.1), {@code 503} when Redis cannot say. A
 * servlet, since every request of every service waits for it.
 */
@WebServlet("/verify")
public class VerifyServlet extends HttpServlet {

    private static final System.Logger LOG = System.getLogger(VerifyServlet.class.getName());

    private final transient TokenVerdicts verdicts;
    private final transient ProtectedResources resources;
    private final transient TrustedProxies proxies;
    private final transient SecurityHeaders headers;
    private final String issuer;

    @Inject
    public VerifyServlet(
            TokenVerdicts verdicts,
            ProtectedResources resources,
            TrustedProxies proxies,
            SecurityHeaders headers,
            IssuerSettings issuer) {
        this.headers = headers;
        this.verdicts = verdicts;
        this.resources = resources;
        this.proxies = proxies;
        this.issuer = issuer.identifier().toString();
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.setHeader("Cache-Control", "no-store");
        Optional<AskedAddress> asked = AskedAddress.of(request, proxies.contains(request.getRemoteAddr()));
        if (asked.isEmpty()) {
            answer(response, 400, "invalid_request", "the path is spelled ambiguously");
            return;
        }
        if (asked.get().method().equals("OPTIONS")) {
            response.setStatus(HttpServletResponse.SC_OK);
            return;
        }
        Optional<ProtectedResource> resource =
                resources.at(asked.get().authority(), asked.get().path());
        String token = bearerToken(request);
        if (token == null) {
            challenge(response, Challenge.missingToken(resource), 401, "invalid_token", "an access token is required");
            return;
        }
        try {
            decide(verdicts.of(token), resource, response);
        } catch (RedisException e) {
            LOG.log(System.Logger.Level.WARNING, "event=verify-unavailable", e);
            response.setHeader("Retry-After", "2");
            answer(response, 503, "temporarily_unavailable", "the token cannot be checked at the moment");
        }
    }

    private void decide(Verdict verdict, Optional<ProtectedResource> resource, HttpServletResponse response)
            throws IOException {
        switch (verdict) {
            case Verdict.Bad bad ->
                challenge(
                        response,
                        Challenge.invalidToken(resource),
                        401,
                        "invalid_token",
                        "the access token is invalid or expired");
            case Verdict.Good good -> {
                if (resource.isEmpty()) {
                    answer(response, 403, "access_denied", "no service of this gateway has this address");
                } else if (!opens(good, resource.get())) {
                    challenge(
                            response,
                            Challenge.invalidToken(resource),
                            401,
                            "invalid_token",
                            "the access token is for another service");
                } else if (!good.token().scope().tokens().contains(Scope.MCP)) {
                    challenge(
                            response,
                            Challenge.insufficientScope(resource),
                            403,
                            "insufficient_scope",
                            "the access token lacks the scope " + Scope.MCP);
                } else {
                    good.headers().addTo(response);
                    response.setStatus(HttpServletResponse.SC_OK);
                }
            }
        }
    }

    private boolean opens(Verdict.Good good, ProtectedResource resource) {
        return good.audience().contains(resource.indicator().value())
                || good.audience().contains(issuer);
    }

    private static @org.jspecify.annotations.Nullable String bearerToken(HttpServletRequest request) {
        var headers = request.getHeaders("Authorization");
        if (!headers.hasMoreElements()) {
            return null;
        }
        String header = headers.nextElement();
        boolean bearer = !headers.hasMoreElements() && header.regionMatches(true, 0, "Bearer ", 0, 7);
        return bearer ? header.substring(7).strip() : null;
    }

    private void challenge(HttpServletResponse response, String challenge, int status, String error, String description)
            throws IOException {
        response.setHeader("WWW-Authenticate", challenge);
        answer(response, status, error, description);
    }

    /** Both texts are this class's own, so they need no escaping. */
    private void answer(HttpServletResponse response, int status, String error, String description) throws IOException {
        headers.addTo(response);
        response.setStatus(status);
        response.setContentType("application/json");
        response.getOutputStream()
                .write(("{\"error\":\"" + error + "\",\"error_description\":\"" + description + "\"}")
                        .getBytes(StandardCharsets.UTF_8));
    }
}
