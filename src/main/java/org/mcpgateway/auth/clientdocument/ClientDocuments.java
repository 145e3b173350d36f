package org.mcpgateway.auth.clientdocument;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;
import org.mcpgateway.auth.client.AuthenticationMethod;
import org.mcpgateway.auth.client.ClientRecord;
import org.mcpgateway.auth.client.ClientStore;
import org.mcpgateway.auth.config.ClientDocumentSettings;
import org.mcpgateway.auth.http.RateLimiter;
import org.mcpgateway.auth.http.RateLimiter.Limit;
import org.mcpgateway.auth.http.RequestTrace;
import org.mcpgateway.auth.oauth.OAuthException;
import org.mcpgateway.auth.oauth.Sha256;
import org.mcpgateway.auth.redis.RedisKeys;
import org.mcpgateway.auth.registration.ClientMetadata;
import org.mcpgateway.auth.registration.MetadataReader;
import org.redisson.api.RedissonClient;

/**
 * The clients that name themselves by an address. Where an authorization begins the document is fetched, unless its own
 * caching rules say that what is known still holds; what is known is kept as any client's record, so that tokens need
 * no fetch. Until a person has let the client in it is kept for a quarter of an hour only: anybody can have documents
 * fetched, and one that is gone is fetched again.
 */
@ApplicationScoped
public class ClientDocuments {

    private static final int LONGEST_ADDRESS = 512;
    private static final Limit FETCHES = new Limit("client_document", 60, Duration.ofMinutes(1));

    private static final Duration UNUSED_LIFE = Duration.ofMinutes(15);

    /** Longer than a sign-in waits for its end, and as long as a device waits for its person. */
    private static final Duration SIGN_IN = Duration.ofMinutes(10);

    /** A host name (no address, no user), an optional port, and a path that is more than a slash and has no dots. */
    private static final Pattern ADDRESS =
            Pattern.compile("https://[a-z0-9-]+(?:\\.[a-z0-9-]+)*(?::[0-9]{1,5})?(?:/[A-Za-z0-9._~!$&'()*+,=:@-]+)+/?");

    private static final Pattern DOTS = Pattern.compile(".*/\\.{1,2}(?:/.*|$)");
    private static final Pattern NUMERIC_HOST = Pattern.compile("https://[0-9.]+(?:[:/].*)");

    private final DocumentFetcher fetcher;
    private final ClientStore clients;
    private final RedissonClient redisson;
    private final RateLimiter limiter;
    private final RequestTrace trace;
    private final ClientDocumentSettings settings;
    private final Clock clock;

    @Inject
    public ClientDocuments(
            DocumentFetcher fetcher,
            ClientStore clients,
            RedissonClient redisson,
            RateLimiter limiter,
            RequestTrace trace,
            ClientDocumentSettings settings,
            Clock clock) {
        this.fetcher = fetcher;
        this.clients = clients;
        this.redisson = redisson;
        this.limiter = limiter;
        this.trace = trace;
        this.settings = settings;
        this.clock = clock;
    }

    /** Whether a client identifier is meant to be an address. */
    public static boolean isAddress(String clientId) {
        return clientId.startsWith("https://");
    }

    /**
     * Makes sure that the client of an address is known as its document says now. Does nothing for other identifiers.
     *
     * @throws OAuthException invalid_client when the address or its document cannot be used; too_many_requests
     */
    public void refresh(String clientId) {
        if (!isAddress(clientId)) {
            return;
        }
        if (!settings.enabled()) {
            throw OAuthException.invalidClient("this server takes no client metadata documents");
        }
        requireUsable(clientId);
        var fresh = redisson.<String>getBucket(RedisKeys.freshDocument(Sha256.of(clientId)));
        if (fresh.isExists()
                && clients.find(clientId).filter(this::outlivesSignIn).isPresent()) {
            return;
        }
        limiter.spend(FETCHES, trace.clientNetwork());
        DocumentFetcher.Fetched document = fetcher.fetch(URI.create(clientId));
        save(clientId, read(clientId, document.body()));
        if (document.life().isPositive()) {
            fresh.set("1", document.life());
        } else {
            fresh.delete();
        }
    }

    private boolean outlivesSignIn(ClientRecord client) {
        Instant end = clock.instant().plus(SIGN_IN);
        return client.used() || client.expiresAt().filter(end::isAfter).isEmpty();
    }

    private void save(String clientId, ClientMetadata metadata) {
        boolean isKnown = clients.find(clientId)
                .flatMap(known -> clients.change(known, before -> record(clientId, metadata, standing(before))))
                .isPresent();
        if (!isKnown) {
            clients.save(
                    record(clientId, metadata, new ClientMetadata.Standing(clock.instant(), unusedExpiry(), false)));
        }
    }

    private ClientMetadata.Standing standing(ClientRecord before) {
        return before.used()
                ? ClientMetadata.Standing.of(before)
                : new ClientMetadata.Standing(before.issuedAt(), unusedExpiry(), false);
    }

    private Optional<Instant> unusedExpiry() {
        Instant end = clock.instant().plus(UNUSED_LIFE);
        return clients.expiry(false).filter(end::isAfter).or(() -> Optional.of(end));
    }

    private static ClientRecord record(String clientId, ClientMetadata metadata, ClientMetadata.Standing standing) {
        return metadata.asRecord(clientId, Optional.empty(), Optional.empty(), standing);
    }

    private static ClientMetadata read(String clientId, byte[] body) {
        try {
            MetadataReader json = MetadataReader.read(body);
            if (json.text("client_id").filter(clientId::equals).isEmpty()) {
                throw OAuthException.invalidClientMetadata("client_id differs from the document's address");
            }
            if (json.text("client_name").isEmpty()) {
                throw OAuthException.invalidClientMetadata("client_name is missing");
            }
            if (json.has("client_secret")) {
                throw OAuthException.invalidClientMetadata("a published document cannot hold a secret");
            }
            ClientMetadata metadata = ClientMetadata.parse(json);
            if (metadata.authenticationMethod()
                    .filter(method -> method != AuthenticationMethod.NONE)
                    .isPresent()) {
                throw OAuthException.invalidClientMetadata("token_endpoint_auth_method must be none");
            }
            return metadata;
        } catch (OAuthException e) {
            throw OAuthException.invalidClient("the client's metadata document cannot be used: " + e.description());
        }
    }

    private void requireUsable(String clientId) {
        boolean usable = clientId.length() <= LONGEST_ADDRESS
                && ADDRESS.matcher(clientId).matches()
                && !DOTS.matcher(clientId).matches()
                && !NUMERIC_HOST.matcher(clientId).matches();
        if (!usable) {
            throw OAuthException.invalidClient("client_id must be an https address with a host name and a path, "
                    + "without user, query and fragment");
        }
    }
}
