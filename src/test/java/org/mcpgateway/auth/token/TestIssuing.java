package org.mcpgateway.auth.token;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.mcpgateway.auth.accesstoken.AccessTokenDecoder;
import org.mcpgateway.auth.accesstoken.AccessTokenEncoder;
import org.mcpgateway.auth.accesstoken.AccessTokenStore;
import org.mcpgateway.auth.accesstoken.LivingTokens;
import org.mcpgateway.auth.accesstoken.RevocationTopic;
import org.mcpgateway.auth.accesstoken.SigningKeys;
import org.mcpgateway.auth.audit.AuditLog;
import org.mcpgateway.auth.audit.AuditTrail;
import org.mcpgateway.auth.authorize.AuthorizationCode;
import org.mcpgateway.auth.authorize.AuthorizationCodeStore;
import org.mcpgateway.auth.authorize.Consent;
import org.mcpgateway.auth.authorize.ConsentStore;
import org.mcpgateway.auth.client.ClientRecord;
import org.mcpgateway.auth.client.ClientStore;
import org.mcpgateway.auth.client.ConfiguredClients;
import org.mcpgateway.auth.config.AdminSettings;
import org.mcpgateway.auth.config.AuditSettings;
import org.mcpgateway.auth.config.ClientSettings;
import org.mcpgateway.auth.config.IdentitySettings;
import org.mcpgateway.auth.config.IssuerSettings;
import org.mcpgateway.auth.config.ResourceSettings;
import org.mcpgateway.auth.config.Secret;
import org.mcpgateway.auth.config.TokenSettings;
import org.mcpgateway.auth.device.DeviceAuthorizationStore;
import org.mcpgateway.auth.http.RequestTrace;
import org.mcpgateway.auth.identity.UserIdentity;
import org.mcpgateway.auth.identity.UserPolicy;
import org.mcpgateway.auth.interleaving.GatedRedis;
import org.mcpgateway.auth.metadata.ProtectedResources;
import org.mcpgateway.auth.metrics.GatewayMetrics;
import org.mcpgateway.auth.oauth.RandomTokens;
import org.mcpgateway.auth.oauth.Scope;
import org.mcpgateway.auth.oauth.Sha256;
import org.mcpgateway.auth.redis.JsonRecords;
import org.mcpgateway.auth.redis.RedisKeys;
import org.mcpgateway.auth.redis.SortedIndexes;
import org.mcpgateway.auth.support.RedisServer;
import org.mcpgateway.auth.support.TestClients;
import org.mcpgateway.auth.support.TestClock;
import org.mcpgateway.auth.support.TestEvents;
import org.redisson.api.RedissonClient;

/** Everything that gives and ends tokens, put together as CDI does, over a Redis whose commands wait for their turn. */
public final class TestIssuing {

    /** Of every code. */
    public static final String VERIFIER = "a-verifier-that-is-long-enough-to-be-one-0123456789";

    /** How long a used refresh token still gives its successor. */
    public static final Duration GRACE = Duration.ofSeconds(30);

    /** Thousands of orders would write a line each for every act. */
    private static final Logger AUDIT = Logger.getLogger("audit");

    private static final RedissonClient REDIS =
            GatedRedis.over(RedisServer.shared().client());
    private static final JsonRecords RECORDS = new JsonRecords(REDIS);
    private static final String SECRET = "0123456789abcdef0123456789abcdef";
    private static final TokenSettings SETTINGS = new TokenSettings(
            TokenSettings.JwtAlgorithm.HS256,
            Optional.empty(),
            List.of(),
            Optional.of(new Secret(SECRET)),
            Duration.ofHours(1),
            Duration.ofDays(1),
            GRACE,
            Duration.ofMinutes(1),
            false);
    private static final IssuerSettings ISSUER = new IssuerSettings(URI.create("https://auth.gateway.test"));
    private static final AdminSettings ADMIN = new AdminSettings(List.of(), List.of(), List.of());
    private static final SigningKeys KEYS = new SigningKeys(SETTINGS);
    private static final GatewayMetrics METRICS = new GatewayMetrics();

    public final TestClock clock = new TestClock();
    public final RandomTokens random = new RandomTokens();
    public final TokenSettings settings = SETTINGS;
    private final ClientSettings clientSettings = TestClients.settings();
    public final RedissonClient redisson = REDIS;
    public final JsonRecords records = RECORDS;
    public final SortedIndexes indexes = new SortedIndexes(redisson, clock);
    public final AuditLog audit = new AuditLog(
            new RequestTrace(), new AuditTrail(redisson, new AuditSettings(0, Duration.ZERO), clock), METRICS, clock);
    public final AccessTokenStore accessTokens =
            new AccessTokenStore(redisson, records, indexes, new RevocationTopic(redisson), clock);
    public final RefreshTokenStore refreshTokens = new RefreshTokenStore(redisson, records, random, settings, clock);
    public final Grants grants = new Grants(redisson, indexes, accessTokens, refreshTokens, settings, clock);
    public final ConsentStore consents = new ConsentStore(
            redisson, records, indexes, clientSettings, new TestEvents<>(grants::ofWithdrawnConsent), audit, clock);
    public final ClientStore clients = new ClientStore(
            redisson,
            records,
            indexes,
            new ConfiguredClients(clientSettings, ADMIN),
            clientSettings,
            clock,
            new TestEvents<>(grants::ofDeletedClient));
    private final UserPolicy policy = new UserPolicy(
            new IdentitySettings(Optional.empty(), List.of(), true, List.of(), Duration.ofSeconds(5), Optional.empty()),
            ADMIN);
    public final LivingTokens livingTokens = new LivingTokens(accessTokens, clients, policy);
    private final ProtectedResources resources =
            new ProtectedResources(new ResourceSettings(List.of(), List.of(), false), ISSUER);
    private final ResourceNarrowing narrowing = new ResourceNarrowing(resources);
    private final TokenIssuer issuer = new TokenIssuer(
            new AccessTokenEncoder(KEYS, ISSUER),
            accessTokens,
            grants,
            random,
            settings,
            ISSUER,
            resources,
            policy,
            audit,
            clock);
    public final AuthorizationCodeStore codes = new AuthorizationCodeStore(redisson, records, random, settings);
    public final DeviceAuthorizationStore devices = new DeviceAuthorizationStore(redisson, records, random, clock);
    private final FirstTokens firstTokens =
            new FirstTokens(grants, consents, clients, refreshTokens, issuer, settings, clock);
    public final AuthorizationCodeGrant codeGrant =
            new AuthorizationCodeGrant(codes, narrowing, grants, firstTokens, audit);
    public final RefreshTokenGrant refreshGrant =
            new RefreshTokenGrant(refreshTokens, narrowing, grants, issuer, clients, policy, audit, settings);
    public final DeviceCodeGrant deviceGrant = new DeviceCodeGrant(devices, narrowing, firstTokens, random);

    public TestIssuing() {
        AUDIT.setLevel(Level.OFF);
    }

    /** A registered client of its own. */
    public ClientRecord client() {
        ClientRecord client = new ClientRecord(
                1,
                "client_" + UUID.randomUUID(),
                Optional.empty(),
                Optional.empty(),
                clock.instant(),
                Optional.of(clock.instant().plus(Duration.ofDays(1))),
                Optional.empty(),
                List.of("https://app.example.com/callback"),
                "An app",
                List.of(),
                "",
                Map.of(),
                List.of(),
                false);
        records.save(RedisKeys.client(client.clientId()), client, Duration.ofDays(1));
        return client;
    }

    /** A user of its own. */
    public static UserIdentity user() {
        String name = "user-" + UUID.randomUUID();
        return new UserIdentity("local", "id-" + name, name, Optional.empty(), Optional.empty(), List.of());
    }

    /** The user lets the client in. */
    public Consent consent(UserIdentity user, ClientRecord client) {
        consents.remember(user, client, "https://app.example.com", Scope.parse("mcp"), List.of());
        return consents.find(user, client.clientId()).orElseThrow();
    }

    /** A code of this grant, for every service; {@link #VERIFIER} answers its challenge. */
    public String code(UserIdentity user, String clientId, String grantId) {
        return codes.issue(new AuthorizationCode(
                1,
                grantId,
                clientId,
                "https://app.example.com/callback",
                Sha256.of(VERIFIER),
                "mcp",
                List.of(),
                user,
                clock.instant()));
    }

    /** What reads its tokens. */
    public AccessTokenDecoder decoder() {
        return new AccessTokenDecoder(KEYS, ISSUER, clock);
    }

    /** An access token, in its compact form, of a user and a client of their own. */
    public String accessToken() {
        ClientRecord client = client();
        UserIdentity user = user();
        consent(user, client);
        Authorization granted = new Authorization(
                random.identifier(), client.clientId(), user, Scope.parse("mcp"), List.of(), clock.instant());
        return firstTokens.of(client, granted, List.of()).accessToken();
    }

    /** The access tokens of a client that live. */
    public List<String> living(ClientRecord client) {
        return redisson.<String>getScoredSortedSet(RedisKeys.clientTokens(client.clientId())).readAll().stream()
                .filter(jti -> accessTokens.find(jti).isPresent())
                .toList();
    }
}
