package org.mcpgateway.auth.registration;

import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.io.StringReader;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.mcpgateway.auth.client.AuthenticationMethod;
import org.mcpgateway.auth.client.RedirectUris;
import org.mcpgateway.auth.oauth.OAuthException;
import org.mcpgateway.auth.oauth.Scope;

/**
 * The metadata that a client registers (RFC 7591 s2), checked. Members that this server does not know are tolerated and
 * not kept.
 *
 * @param redirectUris registrable, at least one unless the client only uses the device grant
 * @param authenticationMethod what it will use; absent when it did not say
 * @param grantTypes the supported ones of those it named
 * @param clientName for people
 * @param scope the supported tokens of those it named
 * @param links {@code client_uri}, {@code logo_uri}, {@code tos_uri}, {@code policy_uri}
 * @param contacts as sent
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
    private static final int LONGEST_TEXT = 2_000;
    private static final String DEVICE_CODE = "urn:ietf:params:oauth:grant-type:device_code";
    private static final List<String> DEFAULT_GRANTS = List.of("authorization_code", "refresh_token");
    private static final Set<String> REGISTRABLE_GRANTS = Set.of("authorization_code", "refresh_token", DEVICE_CODE);
    private static final List<String> LINKS = List.of("client_uri", "logo_uri", "tos_uri", "policy_uri");

    /**
     * Reads and checks a registration request.
     *
     * @param body JSON
     * @throws OAuthException invalid_client_metadata or invalid_redirect_uri, saying which member is wrong
     */
    public static ClientMetadata parse(byte[] body) {
        JsonObject json = object(body);
        List<String> grantTypes = grantTypes(json);
        List<String> redirectUris = redirectUris(json, grantTypes);
        requireCodeResponse(json);
        return new ClientMetadata(
                redirectUris,
                authenticationMethod(json),
                grantTypes,
                text(json, "client_name").orElse("Unnamed client"),
                text(json, "scope").map(scope -> supported(Scope.parse(scope))).orElse(""),
                links(json),
                texts(json, "contacts").orElse(List.of()));
    }

    private static JsonObject object(byte[] body) {
        try (JsonReader reader = Json.createReader(new StringReader(new String(body, StandardCharsets.UTF_8)))) {
            return reader.readObject();
        } catch (JsonException | IllegalStateException e) {
            throw OAuthException.invalidClientMetadata("the request body must be a JSON object");
        }
    }

    private static List<String> redirectUris(JsonObject json, List<String> grantTypes) {
        List<String> uris = texts(json, "redirect_uris").orElse(List.of());
        if (uris.isEmpty() && grantTypes.contains("authorization_code")) {
            throw OAuthException.invalidClientMetadata("redirect_uris is required");
        }
        if (uris.size() > MOST_REDIRECT_URIS) {
            throw OAuthException.invalidClientMetadata("redirect_uris may hold at most " + MOST_REDIRECT_URIS);
        }
        uris.forEach(RedirectUris::requireRegistrable);
        return uris.stream().distinct().toList();
    }

    private static List<String> grantTypes(JsonObject json) {
        List<String> asked = texts(json, "grant_types").orElse(DEFAULT_GRANTS);
        List<String> granted =
                asked.stream().filter(REGISTRABLE_GRANTS::contains).distinct().toList();
        if (granted.isEmpty()) {
            throw OAuthException.invalidClientMetadata(
                    "grant_types must name authorization_code, refresh_token or " + DEVICE_CODE);
        }
        return granted;
    }

    private static void requireCodeResponse(JsonObject json) {
        if (texts(json, "response_types")
                .filter(types -> !types.contains("code"))
                .isPresent()) {
            throw OAuthException.invalidClientMetadata("response_types must hold code");
        }
    }

    private static Optional<AuthenticationMethod> authenticationMethod(JsonObject json) {
        return text(json, "token_endpoint_auth_method")
                .map(name -> AuthenticationMethod.of(name)
                        .orElseThrow(() -> OAuthException.invalidClientMetadata(
                                "token_endpoint_auth_method must be client_secret_basic, client_secret_post or none")));
    }

    private static Map<String, String> links(JsonObject json) {
        Map<String, String> links = new LinkedHashMap<>();
        for (String name : LINKS) {
            text(json, name).ifPresent(value -> {
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

    private static Optional<String> text(JsonObject json, String name) {
        JsonValue value = json.getOrDefault(name, JsonValue.NULL);
        if (value.getValueType() == JsonValue.ValueType.NULL) {
            return Optional.empty();
        }
        if (!(value instanceof JsonString string) || string.getString().length() > LONGEST_TEXT) {
            throw OAuthException.invalidClientMetadata(
                    name + " must be a string of at most " + LONGEST_TEXT + " characters");
        }
        return Optional.of(string.getString()).filter(text -> !text.isBlank());
    }

    private static Optional<List<String>> texts(JsonObject json, String name) {
        JsonValue value = json.getOrDefault(name, JsonValue.NULL);
        if (value.getValueType() == JsonValue.ValueType.NULL) {
            return Optional.empty();
        }
        if (!(value instanceof JsonArray array)
                || array.stream().anyMatch(item -> !(item instanceof JsonString))
                || array.stream()
                        .anyMatch(item -> ((JsonString) item).getString().length() > LONGEST_TEXT)) {
            throw OAuthException.invalidClientMetadata(name + " must be an array of strings");
        }
        return Optional.of(array.getValuesAs(JsonString::getString));
    }
}
