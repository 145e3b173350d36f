package org.mcpgateway.auth.verify;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import org.mcpgateway.auth.config.IssuerSettings;
import org.mcpgateway.auth.http.ForwardAuth;
import org.mcpgateway.auth.http.SecurityHeaders;
import org.mcpgateway.auth.http.TrustedProxies;
import org.mcpgateway.auth.metadata.ProtectedResource;
import org.mcpgateway.auth.metadata.ProtectedResources;
import org.mcpgateway.auth.oauth.Scope;
import org.mcpgateway.auth.pages.Page;
import org.mcpgateway.auth.pages.PageRenderer;
import org.mcpgateway.auth.tracing.ServerSpan;
import org.redisson.client.RedisException;

/**
 * Answers the proxy's ForwardAuth question: {@code 200} with who is asking, {@code 401} or {@code 403} with the
 * challenge that leads the client to a token (RFC 6750 s3, RFC 9728 s5.1), {@code 503} when Redis cannot say.
 */
@Dependent
public class VerifyEndpoint implements ForwardAuth {

    private static final System.Logger LOG = System.getLogger(VerifyEndpoint.class.getName());

    private final TokenVerdicts verdicts;
    private final IdentityTokens identities;
    private final ProtectedResources resources;
    private final TrustedProxies proxies;
    private final SecurityHeaders headers;
    private final PageRenderer pages;
    private final VerifySpans spans;
    private final String issuer;

    @Inject
    public VerifyEndpoint(
            TokenVerdicts verdicts,
            IdentityTokens identities,
            ProtectedResources resources,
            TrustedProxies proxies,
            SecurityHeaders headers,
            PageRenderer pages,
            VerifySpans spans,
            IssuerSettings issuer) {
        this.headers = headers;
        this.pages = pages;
        this.spans = spans;
        this.verdicts = verdicts;
        this.identities = identities;
        this.resources = resources;
        this.proxies = proxies;
        this.issuer = issuer.identifier().toString();
    }

    @Override
    public void answer(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.setHeader("Cache-Control", "no-store");
        Optional<AskedAddress> asked = AskedAddress.of(request, proxies.contains(request.getRemoteAddr()));
        try (ServerSpan span = spans.begin(request, asked)) {
            if (asked.isEmpty()) {
                refuse(response, 400, "invalid_request", "the path is spelled ambiguously");
            } else {
                serve(asked.get(), request, response);
            }
            if (span != null) {
                span.answered(response.getStatus());
            }
        }
    }

    private void serve(AskedAddress asked, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        if (isPreflight(asked, request)) {
            response.setStatus(HttpServletResponse.SC_OK);
            return;
        }
        Optional<ProtectedResource> resource = resources.at(asked.authority(), asked.path());
        spans.asked(resource);
        String token = bearerToken(request);
        if (token == null) {
            ask(request, response, resource);
            return;
        }
        try {
            decide(verdicts.of(token), resource, asked, response);
        } catch (RedisException e) {
            LOG.log(System.Logger.Level.WARNING, "event=verify-unavailable reason=\"{0}\"", e.getMessage());
            response.setHeader("Retry-After", "2");
            refuse(response, 503, "temporarily_unavailable", "the token cannot be checked at the moment");
        }
    }

    /** Asks for a token; a person who opened the address in a browser is told what it is, with the same challenge. */
    private void ask(HttpServletRequest request, HttpServletResponse response, Optional<ProtectedResource> resource)
            throws IOException {
        if (resource.isEmpty() || !BrowserVisit.isOne(request)) {
            challenge(response, Challenge.missingToken(resource), 401, "invalid_token", "an access token is required");
            return;
        }
        spans.refused("an access token is required");
        headers.addTo(response);
        response.setStatus(HttpServletResponse.SC_UNAUTHORIZED);
        response.setHeader("WWW-Authenticate", Challenge.missingToken(resource));
        pages.write(
                Page.of(
                        "service",
                        Map.of(
                                "service", resource.get().service(),
                                "address", resource.get().address().toString())),
                request,
                response);
    }

    private void decide(
            Verdict verdict, Optional<ProtectedResource> resource, AskedAddress asked, HttpServletResponse response)
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
                    refuse(response, 403, "access_denied", "no service of this gateway has this address");
                } else {
                    decide(good, resource.get(), asked, response);
                }
            }
        }
    }

    private void decide(Verdict.Good good, ProtectedResource resource, AskedAddress asked, HttpServletResponse response)
            throws IOException {
        if (!opens(good, resource)) {
            challenge(
                    response,
                    Challenge.invalidToken(Optional.of(resource)),
                    401,
                    "invalid_token",
                    "the access token is for another service");
        } else if (!good.token().scope().tokens().contains(Scope.MCP)) {
            challenge(
                    response,
                    Challenge.insufficientScope(Optional.of(resource)),
                    403,
                    "insufficient_scope",
                    "the access token lacks the scope " + Scope.MCP);
        } else {
            good.headers().addTo(response);
            identities
                    .of(good.token(), resource, asked)
                    .ifPresent(identity -> response.setHeader(IdentityTokens.HEADER, identity));
            response.setStatus(HttpServletResponse.SC_OK);
        }
    }

    /** Only the question that a browser asks before a request, which carries no credentials by itself (Fetch s3.2). */
    private static boolean isPreflight(AskedAddress asked, HttpServletRequest request) {
        return asked.method().equals("OPTIONS")
                && request.getHeader("Origin") != null
                && request.getHeader("Access-Control-Request-Method") != null;
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
        refuse(response, status, error, description);
    }

    /** Both texts are this class's own, so they need no escaping. */
    private void refuse(HttpServletResponse response, int status, String error, String description) throws IOException {
        spans.refused(description);
        headers.addTo(response);
        response.setStatus(status);
        response.setContentType("application/json");
        response.getOutputStream()
                .write(("{\"error\":\"" + error + "\",\"error_description\":\"" + description + "\"}")
                        .getBytes(StandardCharsets.UTF_8));
    }
}
