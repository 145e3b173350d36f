package org.mcpgateway.auth.registration;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.mcpgateway.auth.client.AuthenticationMethod;
import org.mcpgateway.auth.client.ClientRecord;
import org.mcpgateway.auth.client.RedirectUris;
import org.mcpgateway.auth.oauth.GrantType;
import org.mcpgateway.auth.oauth.OAuthException;
import org.mcpgateway.auth.oauth.Scope;

/**
 * The metadata that a client registers (RFC 7591 s2), checked. Members that this server does not know are tolerated and
 * not kept.
 *
 * @param redirectUris registrable, at least one unless the client only uses the device grant; not long together
 * @param authenticationMethod what it will use; absent when it did not say
 * @param grantTypes the supported ones of those it named, and {@code refresh_token} where they give such tokens
 * @param clientName for people
 * @param scope the supported tokens of those it named
 * @param links {@code client_uri}, {@code logo_uri}, {@code tos_uri}, {@code policy_uri}
 * @param contacts as sent; at most 10
 */
public record ClientMetadata(
        List<String> redirectUris,
        Optional<AuthenticationMethod> authenticationMethod,
        List<String> grantTypes,
        String clientName,
        String scope,
        Map<String, String> links,
        List<String> contacts) {

    private static final int MOST_REDIRECT_URIS = 20;
    private static final int LONGEST_REDIRECT_URIS = 8_000;
    private static final int MOST_CONTACTS = 10;

    /** As long as an address of electronic mail can be (RFC 3696 s3). */
    private static final int LONGEST_CONTACT = 320;

    private static final int LONGEST_NAME = 200;
    private static final String AUTHORIZATION_CODE = GrantType.AUTHORIZATION_CODE.wireName();
    private static final String DEVICE_CODE = GrantType.DEVICE_CODE.wireName();
    private static final String REFRESH_TOKEN = GrantType.REFRESH_TOKEN.wireName();
    private static final List<String> DEFAULT_GRANTS = List.of(AUTHORIZATION_CODE, REFRESH_TOKEN);
    private static final Set<String> REGISTRABLE_GRANTS = Set.of(AUTHORIZATION_CODE, REFRESH_TOKEN, DEVICE_CODE);
    private static final List<String> LINKS = List.of("client_uri", "logo_uri", "tos_uri", "policy_uri");

    /**
     * Reads and checks a registration request.
     *
     * @param json the request's body
     * @throws OAuthException invalid_client_metadata or invalid_redirect_uri, saying which member is wrong
     */
    public static ClientMetadata parse(MetadataReader json) {
        List<String> grantTypes = grantTypes(json);
        List<String> redirectUris = redirectUris(json, grantTypes);
        requireCodeResponse(json);
        return new ClientMetadata(
                redirectUris,
                authenticationMethod(json),
                grantTypes,
                clientName(json),
                json.text("scope").map(scope -> supported(Scope.parse(scope))).orElse(""),
                links(json),
                contacts(json));
    }

    /** Whether the client is given a secret: unless it said that it uses none. */
    boolean wantsSecret() {
        return authenticationMethod.filter(AuthenticationMethod.NONE::equals).isEmpty();
    }

    /** The record of a client with this metadata. */
    public ClientRecord asRecord(
            String clientId, Optional<String> secretHash, Optional<String> registrationTokenHash, Standing standing) {
        return new ClientRecord(
                1,
                clientId,
                secretHash,
                registrationTokenHash,
                standing.issuedAt(),
                standing.expiresAt(),
                authenticationMethod,
                redirectUris,
                clientName,
                grantTypes,
                scope,
                links,
                contacts,
                standing.used());
    }

    /**
     * What a registration has that its metadata does not change.
     *
     * @param issuedAt when it was made
     * @param expiresAt when it ends unless it is used
     * @param used whether a person has let it in
     */
    public record Standing(Instant issuedAt, Optional<Instant> expiresAt, boolean used) {

        /** That of a client that is known already. */
        public static Standing of(ClientRecord client) {
            return new Standing(client.issuedAt(), client.expiresAt(), client.used());
        }
    }

    private static List<String> redirectUris(MetadataReader json, List<String> grantTypes) {
        List<String> uris = json.texts("redirect_uris").orElse(List.of());
        if (uris.isEmpty() && grantTypes.contains(AUTHORIZATION_CODE)) {
            throw OAuthException.invalidClientMetadata("redirect_uris is required");
        }
        if (uris.size() > MOST_REDIRECT_URIS) {
            throw OAuthException.invalidClientMetadata("redirect_uris may hold at most " + MOST_REDIRECT_URIS);
        }
        if (uris.stream().mapToInt(String::length).sum() > LONGEST_REDIRECT_URIS) {
            throw OAuthException.invalidClientMetadata(
                    "redirect_uris may have at most " + LONGEST_REDIRECT_URIS + " characters together");
        }
        uris.forEach(RedirectUris::requireRegistrable);
        return uris.stream().distinct().toList();
    }

    /** A refresh token that its holder may not use would cost some clients everything they know of this server. */
    private static List<String> grantTypes(MetadataReader json) {
        List<String> asked = json.texts("grant_types").orElse(DEFAULT_GRANTS);
        Stream<String> given = ClientRecord.isGivenRefreshTokens(asked) ? Stream.of(REFRESH_TOKEN) : Stream.empty();
        List<String> granted = Stream.concat(asked.stream().filter(REGISTRABLE_GRANTS::contains), given)
                .distinct()
                .toList();
        if (granted.isEmpty()) {
            throw OAuthException.invalidClientMetadata(
                    "grant_types must name authorization_code, refresh_token or " + DEVICE_CODE);
        }
        return granted;
    }

    /** People are shown the name: a long one could push everything else off the page. */
    private static String clientName(MetadataReader json) {
        String name = json.text("client_name").orElse("Unnamed client");
        if (name.length() > LONGEST_NAME) {
            throw OAuthException.invalidClientMetadata("client_name may have at most " + LONGEST_NAME + " characters");
        }
        return name;
    }

    private static void requireCodeResponse(MetadataReader json) {
        if (json.texts("response_types")
                .filter(types -> !types.contains("code"))
                .isPresent()) {
            throw OAuthException.invalidClientMetadata("response_types must hold code");
        }
    }

    private static Optional<AuthenticationMethod> authenticationMethod(MetadataReader json) {
        return json.text("token_endpoint_auth_method")
                .map(name -> AuthenticationMethod.of(name)
                        .orElseThrow(() -> OAuthException.invalidClientMetadata(
                                "token_endpoint_auth_method must be client_secret_basic, client_secret_post or none")));
    }

    /** Anybody registers: what is kept for nothing but to be told again must not fill the store. */
    private static List<String> contacts(MetadataReader json) {
        List<String> contacts = json.texts("contacts").orElse(List.of());
        if (contacts.size() > MOST_CONTACTS
                || contacts.stream().anyMatch(contact -> contact.length() > LONGEST_CONTACT)) {
            throw OAuthException.invalidClientMetadata("contacts may hold at most " + MOST_CONTACTS
                    + ", none longer than " + LONGEST_CONTACT + " characters");
        }
        return contacts;
    }

    private static Map<String, String> links(MetadataReader json) {
        Map<String, String> links = new LinkedHashMap<>();
        for (String name : LINKS) {
            json.text(name).ifPresent(value -> {
                requireWebAddress(name, value);
                links.put(name, value);
            });
        }
        return links;
    }

    private static void requireWebAddress(String name, String value) {
        try {
            URI uri = new URI(value);
            boolean web = "https".equalsIgnoreCase(uri.getScheme()) || "http".equalsIgnoreCase(uri.getScheme());
            if (!web || uri.getHost() == null || uri.getRawUserInfo() != null) {
                throw OAuthException.invalidClientMetadata(name + " must be an https address");
            }
        } catch (URISyntaxException e) {
            throw OAuthException.invalidClientMetadata(name + " is not a URI");
        }
    }

    private static String supported(Scope scope) {
        return Scope.of(scope.tokens().stream()
                        .filter(Scope.SUPPORTED::contains)
                        .toList())
                .toString();
    }
}
