package org.mcpgateway.fuzz;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.mcpgateway.auth.support.TestAuthorization;
import org.mcpgateway.auth.support.TestBrowser;

/** What somebody has that is good now: identifiers, secrets, codes, tokens, forms and cookies, from answers so far. */
final class Possessions {

    /** The forms that operators' pages have; one token is good for all of them. */
    private static final List<String> OF_OPERATORS =
            List.of("adminSignIn", "adminDeleteClient", "adminRevokeToken", "adminRevokeUser", "adminWithdrawConsent");

    /** The operations that a page's forms are for. */
    private static final Map<String, List<String>> FORMS_OF_PAGE = Map.ofEntries(
            Map.entry("authorize", List.of("decide")),
            Map.entry("devicePage", List.of("decideOnDevice")),
            Map.entry("localSignInPage", List.of("localSignIn")),
            Map.entry("account", List.of("changeAccount")),
            Map.entry("adminOverview", OF_OPERATORS),
            Map.entry("adminClient", OF_OPERATORS),
            Map.entry("adminTokens", OF_OPERATORS),
            Map.entry("adminUser", OF_OPERATORS),
            Map.entry("adminConsents", OF_OPERATORS));

    private static final List<String> OF_A_SIGN_IN =
            List.of("callback", "callbackOfProvider", "localSignInPage", "localSignIn");

    private static final List<String> OF_A_REGISTRATION =
            List.of("readRegistration", "replaceRegistration", "deleteRegistration", "endClient", "adminDeleteClient");

    private final String issuer;
    private final Map<String, String> values = new LinkedHashMap<>();
    private final Map<String, String> cookies = new LinkedHashMap<>();

    Possessions(URI issuer) {
        this.issuer = issuer.toString();
    }

    /** Notes a value; the name is a parameter's, with the operation's before it when it is good for that alone. */
    void have(String name, String value) {
        values.put(name, value);
    }

    /** The value of this name, whatever it is for. */
    Optional<String> value(String name) {
        return Optional.ofNullable(values.get(name));
    }

    /** The value for a parameter of an operation. */
    Optional<String> of(Operation operation, String parameter) {
        return Optional.ofNullable(values.get(operation.id() + "." + parameter))
                .or(() -> Optional.ofNullable(values.get(parameter)));
    }

    /** The value of a {@code Cookie} header; empty text without any. */
    String cookies() {
        return cookies.entrySet().stream()
                .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
                .collect(Collectors.joining("; "));
    }

    /** Notes that the browser is signed in, and the token of a page that an operator has open in it. */
    void haveSession(TestBrowser browser, String operatorsToken) {
        cookies.putAll(browser.cookies());
        OF_OPERATORS.forEach(form -> have(form + ".token", operatorsToken));
    }

    void learn(Operation operation, RawAnswer answer) {
        answer.all("set-cookie").forEach(cookie -> {
            String pair = cookie.split(";", 2)[0];
            cookies.put(pair.substring(0, pair.indexOf('=')), pair.substring(pair.indexOf('=') + 1));
        });
        answer.header("location").ifPresent(this::learnFromAddress);
        if (answer.status() == 200) {
            for (String form : FORMS_OF_PAGE.getOrDefault(operation.id(), List.of())) {
                TestBrowser.hiddenFields(answer.text()).forEach((name, value) -> have(form + "." + name, value));
            }
        }
        if (answer.mediaType().equals("application/json") && answer.status() / 100 == 2 && answer.body().length > 0) {
            learnFromJson(operation, Json.tree(answer.text()));
        }
    }

    private void learnFromAddress(String location) {
        URI address = URI.create(location);
        if (address.getRawQuery() == null) {
            return;
        }
        Map<String, String> query = TestAuthorization.query(address);
        boolean own = location.startsWith(issuer + "/");
        Optional.ofNullable(query.get("code")).ifPresent(code -> have(own ? "callback.code" : "token.code", code));
        if (own && query.containsKey("state")) {
            OF_A_SIGN_IN.forEach(operation -> have(operation + ".state", query.get("state")));
        }
    }

    private void learnFromJson(Operation operation, JsonNode json) {
        for (String name : List.of("device_code", "user_code", "refresh_token")) {
            if (json.has(name)) {
                have(name, json.get(name).asText());
            }
        }
        if (operation.id().equals("token") && json.has("access_token")) {
            String token = json.get("access_token").asText();
            have("accessToken", token);
            have("token", token);
            String claims = new String(Base64.getUrlDecoder().decode(token.split("\\.")[1]), StandardCharsets.UTF_8);
            have("jti", Json.tree(claims).get("jti").asText());
        }
        if (operation.id().equals("register")) {
            for (String managing : OF_A_REGISTRATION) {
                have(managing + ".client_id", json.get("client_id").asText());
                have(
                        managing + ".registrationAccessToken",
                        json.get("registration_access_token").asText());
            }
        }
    }
}
