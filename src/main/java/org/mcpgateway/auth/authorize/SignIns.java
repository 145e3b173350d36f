package org.mcpgateway.auth.authorize;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import org.mcpgateway.auth.config.IssuerSettings;
import org.mcpgateway.auth.identity.IdentityProvider;
import org.mcpgateway.auth.identity.SignIn;
import org.mcpgateway.auth.oauth.RandomTokens;
import org.mcpgateway.auth.oauth.Sha256;
import org.mcpgateway.auth.redis.JsonRecords;
import org.mcpgateway.auth.redis.RedisKeys;

/** Sign-ins on their way: kept only after the user approved, taken once, for five minutes. */
@ApplicationScoped
public class SignIns {

    private static final Duration LIFETIME = Duration.ofMinutes(5);

    private final JsonRecords records;
    private final RandomTokens random;
    private final IssuerSettings issuer;

    @Inject
    public SignIns(JsonRecords records, RandomTokens random, IssuerSettings issuer) {
        this.records = records;
        this.random = random;
        this.issuer = issuer;
    }

    /** Keeps the approved request and gives the provider's address. */
    URI begin(ConsentStep.Asked asked, IdentityProvider provider, String browserHash) {
        SignIn signIn = new SignIn(
                random.secret(),
                random.secret(),
                random.secret(),
                issuer.at("/callback"),
                asked.request().loginHint());
        records.save(
                RedisKeys.state(Sha256.of(signIn.state())),
                new PendingAuthorization(
                        1,
                        browserHash,
                        provider.id(),
                        signIn,
                        asked.client().clientId(),
                        asked.address().redirectUri(),
                        asked.address().state(),
                        asked.request().codeChallenge().value(),
                        asked.request().scope().toString(),
                        asked.request().resources()),
                LIFETIME);
        return provider.signInAddress(signIn);
    }

    /** The sign-in of this state, which is then gone. */
    Optional<PendingAuthorization> take(String state) {
        return records.take(RedisKeys.state(Sha256.of(state)), PendingAuthorization.class);
    }

    /** The sign-in of this state, which stays; for the local provider's page. */
    public Optional<PendingAuthorization> peek(String state) {
        return records.find(RedisKeys.state(Sha256.of(state)), PendingAuthorization.class);
    }
}
