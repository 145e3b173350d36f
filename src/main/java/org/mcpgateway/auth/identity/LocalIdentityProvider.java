package org.mcpgateway.auth.identity;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.mcpgateway.auth.config.IdentitySettings;
import org.mcpgateway.auth.config.IssuerSettings;
import org.mcpgateway.auth.oauth.OAuthException;
import org.mcpgateway.auth.oauth.RandomTokens;
import org.mcpgateway.auth.oauth.Sha256;
import org.mcpgateway.auth.redis.JsonRecords;
import org.mcpgateway.auth.redis.RedisKeys;

/**
 * The provider of {@code ./gateway run}: whoever sits at this machine says who they are. It is there on a loopback
 * issuer only, which the configuration checks.
 */
@ApplicationScoped
public class LocalIdentityProvider implements IdentityProvider, IdentityProviders.ConfiguredProviders {

    static final String ID = "local";

    private static final System.Logger LOG = System.getLogger(LocalIdentityProvider.class.getName());
    private static final Duration CODE_LIFETIME = Duration.ofMinutes(1);
    private static final Pattern NAME = Pattern.compile("[\\p{L}\\p{N}][\\p{L}\\p{N}._@-]{0,63}");

    private final IdentitySettings settings;
    private final IssuerSettings issuer;
    private final RandomTokens random;
    private final JsonRecords records;

    @Inject
    public LocalIdentityProvider(
            IdentitySettings settings, IssuerSettings issuer, RandomTokens random, JsonRecords records) {
        this.settings = settings;
        this.issuer = issuer;
        this.random = random;
        this.records = records;
    }

    @Override
    public List<IdentityProvider> providers() {
        if (!settings.local()) {
            return List.of();
        }
        LOG.log(
                System.Logger.Level.WARNING,
                "event=local-identity-provider issuer={0} warning=\"anybody on this machine can sign in\"",
                issuer.identifier());
        return List.of(this);
    }

    @Override
    public String id() {
        return ID;
    }

    @Override
    public String label() {
        return "this machine";
    }

    @Override
    public URI signInPage() {
        return issuer.at("/local/sign-in");
    }

    @Override
    public boolean mayHaveSent(Optional<String> iss) {
        return iss.isEmpty();
    }

    @Override
    public URI signInAddress(SignIn signIn) {
        return URI.create(signInPage() + "?state=" + URLEncoder.encode(signIn.state(), StandardCharsets.UTF_8));
    }

    /** The names that the sign-in page offers. */
    public List<String> names() {
        return settings.localUsers().isEmpty() ? List.of("developer") : settings.localUsers();
    }

    /** Whether it is switched on. */
    public boolean isEnabled() {
        return settings.local();
    }

    /**
     * Signs somebody in and gives the code for the callback.
     *
     * @throws OAuthException invalid_request when the name has other characters than letters, digits and {@code . _ @
     *     -}
     */
    public String signIn(String username) {
        if (!NAME.matcher(username).matches()) {
            throw OAuthException.invalidRequest(
                    "the name must begin with a letter or digit and hold only letters, digits and . _ @ -");
        }
        String code = random.secret();
        records.save(
                RedisKeys.localCode(Sha256.of(code)),
                new UserIdentity(ID, "local:" + username, username, Optional.empty(), Optional.empty(), List.of()),
                CODE_LIFETIME);
        return code;
    }

    @Override
    public UserIdentity identify(String code, SignIn signIn) {
        return records.take(RedisKeys.localCode(Sha256.of(code)), UserIdentity.class)
                .orElseThrow(() -> OAuthException.accessDenied("the sign-in has expired: start again"));
    }
}
