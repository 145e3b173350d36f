package org.mcpgateway.auth.authorize;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.core.Cookie;
import jakarta.ws.rs.core.NewCookie;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.mcpgateway.auth.config.IssuerSettings;
import org.mcpgateway.auth.http.RequestParameters;
import org.mcpgateway.auth.oauth.OAuthException;
import org.mcpgateway.auth.oauth.RandomTokens;
import org.mcpgateway.auth.oauth.Sha256;

/**
 * The cookies that tell one browser from another: one that binds an approval to the browser that gave it, one that
 * remembers who signed in. On https both are {@code __Host-} cookies, so that no other host can plant them.
 */
@ApplicationScoped
public class Browser {

    private static final Pattern SECRET = Pattern.compile("[A-Za-z0-9_-]{43}");

    private final IssuerSettings issuer;
    private final RandomTokens random;

    @Inject
    public Browser(IssuerSettings issuer, RandomTokens random) {
        this.issuer = issuer;
        this.random = random;
    }

    /** The secret of the browser's cookie, if it sent a well-formed one. */
    public Optional<String> secret(Map<String, Cookie> cookies, Purpose purpose) {
        return Optional.ofNullable(cookies.get(name(purpose)))
                .map(Cookie::getValue)
                .filter(value -> SECRET.matcher(value).matches());
    }

    /** A new secret for a browser that has none. */
    public String newSecret() {
        return random.secret();
    }

    /** What binds this browser's forms: the secret that it has, or a new one to be sent along with the page. */
    public String binding(Map<String, Cookie> cookies) {
        return secret(cookies, Purpose.BINDING).orElseGet(this::newSecret);
    }

    /**
     * Refuses a form that is not from a page of ours in this browser.
     *
     * @param request what the page's token was bound to besides the browser
     * @param shown whom the page named
     * @param what the form is, as a word of the error
     * @return the secret that binds the browser
     * @throws OAuthException access_denied
     */
    public String requireOwnForm(
            RequestParameters form, Map<String, Cookie> cookies, String request, String shown, String what) {
        return secret(cookies, Purpose.BINDING)
                .filter(known -> isFormToken(form.required("token"), known, request, shown))
                .orElseThrow(
                        () -> OAuthException.accessDenied("the " + what + " did not come from this browser's page"));
    }

    /** The cookie that carries the secret. */
    public NewCookie cookie(Purpose purpose, String secret) {
        return new NewCookie.Builder(name(purpose))
                .value(secret)
                .path("/")
                .httpOnly(true)
                .secure(issuer.isHttps())
                .sameSite(NewCookie.SameSite.LAX)
                .maxAge(Math.toIntExact(purpose.lifetime.toSeconds()))
                .build();
    }

    /**
     * A token for a form: only the browser that got the page can send it, only with the same request, and only as the
     * user whom the page named.
     */
    public String formToken(String secret, String request, String shown) {
        return Sha256.of("form\n" + secret + "\n" + shown.length() + "\n" + shown + "\n" + request);
    }

    /** Whether a form came from a page of ours in this browser. */
    private boolean isFormToken(String token, String secret, String request, String shown) {
        return MessageDigest.isEqual(
                token.getBytes(StandardCharsets.UTF_8),
                formToken(secret, request, shown).getBytes(StandardCharsets.UTF_8));
    }

    private String name(Purpose purpose) {
        return issuer.isHttps() ? "__Host-" + purpose.cookieName : purpose.cookieName;
    }

    /** What a cookie is for. */
    public enum Purpose {
        /** Binds approvals, forms and sign-ins to the browser. */
        BINDING("gateway-browser", Duration.ofDays(1)),
        /** Remembers who signed in. */
        SESSION("gateway-session", Duration.ofHours(8));

        private final String cookieName;
        private final Duration lifetime;

        Purpose(String cookieName, Duration lifetime) {
            this.cookieName = cookieName;
            this.lifetime = lifetime;
        }

        /** How long the browser keeps it. */
        public Duration lifetime() {
            return lifetime;
        }
    }
}
