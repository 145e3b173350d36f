package org.mcpgateway.auth.authorize;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.mcpgateway.auth.config.IssuerSettings;
import org.mcpgateway.auth.identity.IdentityProvider;
import org.mcpgateway.auth.identity.IdentityProviders;
import org.mcpgateway.auth.identity.SignIn;
import org.mcpgateway.auth.oauth.OAuthException;
import org.mcpgateway.auth.oauth.RandomTokens;
import org.mcpgateway.auth.oauth.Sha256;
import org.mcpgateway.auth.pages.Page;
import org.mcpgateway.auth.redis.JsonRecords;
import org.mcpgateway.auth.redis.RedisKeys;
import org.mcpgateway.auth.redis.Seal;
import org.redisson.api.RBucket;
import org.redisson.api.RedissonClient;

/** Sign-ins on their way: kept only after the user approved, taken once, for five minutes. */
@ApplicationScoped
public class SignIns {

    private static final Duration LIFETIME = Duration.ofMinutes(5);

    /** It holds the verifier and the states of both sides, so only the state opens it. */
    private static final Seal SEAL = new Seal("mcp-oauth-gateway sign-in");

    private final RedissonClient redisson;
    private final JsonRecords records;
    private final RandomTokens random;
    private final IssuerSettings issuer;
    private final IdentityProviders providers;

    @Inject
    public SignIns(
            RedissonClient redisson,
            JsonRecords records,
            RandomTokens random,
            IssuerSettings issuer,
            IdentityProviders providers) {
        this.redisson = redisson;
        this.providers = providers;
        this.records = records;
        this.random = random;
        this.issuer = issuer;
    }

    /** Keeps the approved request and gives the provider's address. */
    URI begin(ConsentStep.Asked asked, IdentityProvider provider, String browserHash) {
        SignIn signIn = signIn(provider, asked.request().loginHint());
        keep(
                signIn,
                new PendingAuthorization(
                        1,
                        browserHash,
                        provider.id(),
                        signIn,
                        Optional.empty(),
                        asked.client().clientId(),
                        asked.address().redirectUri(),
                        asked.address().state(),
                        asked.request().codeChallenge().value(),
                        asked.request().scope().toString(),
                        asked.request().resources()));
        return provider.signInAddress(signIn);
    }

    /**
     * Begins a sign-in for a page of this server, and gives the provider's address.
     *
     * @param returnTo path and query of the page
     * @param provider the chosen one; empty: the first
     * @param browserHash SHA-256 of the browser's cookie
     */
    public URI beginFor(String returnTo, Optional<String> provider, String browserHash) {
        IdentityProvider chosen = providers
                .find(provider.orElseGet(() -> providers.all().getFirst().id()))
                .orElseThrow(() -> OAuthException.invalidRequest("provider is none that this server knows"));
        SignIn signIn = signIn(chosen, Optional.empty());
        keep(
                signIn,
                new PendingAuthorization(
                        1,
                        browserHash,
                        chosen.id(),
                        signIn,
                        Optional.of(returnTo),
                        "",
                        issuer.at(returnTo).toString(),
                        Optional.empty(),
                        "",
                        "",
                        List.of()));
        return chosen.signInAddress(signIn);
    }

    /** Where the forms of a page may lead that begins a sign-in, as sources of a Content-Security-Policy. */
    public List<String> formTargets() {
        return providers.all().stream()
                .map(provider -> Page.source(provider.signInPage()))
                .distinct()
                .toList();
    }

    private SignIn signIn(IdentityProvider provider, Optional<String> loginHint) {
        return new SignIn(
                random.secret(), random.secret(), random.secret(), issuer.at(provider.callbackPath()), loginHint);
    }

    /** The sign-in of this state, which is then gone. */
    Optional<PendingAuthorization> take(String state) {
        return opened(state, bucket(state).getAndDelete());
    }

    /** The sign-in of this state, which stays; for the local provider's page. */
    public Optional<PendingAuthorization> peek(String state) {
        return opened(state, bucket(state).get());
    }

    private void keep(SignIn signIn, PendingAuthorization pending) {
        bucket(signIn.state()).set(SEAL.close(signIn.state(), records.format(pending)), LIFETIME);
    }

    private Optional<PendingAuthorization> opened(String state, @Nullable String sealed) {
        return Optional.ofNullable(sealed)
                .flatMap(text -> SEAL.open(state, text))
                .map(text -> records.parse(text, PendingAuthorization.class));
    }

    private RBucket<String> bucket(String state) {
        return redisson.getBucket(RedisKeys.state(Sha256.of(state)));
    }
}
