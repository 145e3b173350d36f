package org.mcpgateway.cli.compose;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** Refuses settings that could not work, before anything starts, with one line that names the key. */
final class SettingsCheck {

    private static final Pattern DOMAIN =
            Pattern.compile("(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\\.)+[a-z][a-z0-9-]*[a-z0-9]");
    private static final Pattern ADDRESS = Pattern.compile("[^@\\s]+@[^@\\s]+\\.[^@\\s]+");
    private static final int SHORTEST_SECRET = 32;
    private static final List<String> SECONDS = List.of(
            "ACCESS_TOKEN_LIFETIME",
            "REFRESH_TOKEN_LIFETIME",
            "REFRESH_GRACE",
            "AUTHORIZATION_CODE_LIFETIME",
            "CLIENT_LIFETIME",
            "CLIENT_UNUSED_LIFETIME",
            "MCP_SESSION_IDLE_TIMEOUT",
            "MCP_CALL_TIMEOUT");

    private final Settings settings;

    SettingsCheck(Settings settings) {
        this.settings = settings;
    }

    /** @throws org.mcpgateway.cli.CommandException naming the first key that is missing or malformed */
    void run() {
        matches(
                "BASE_DOMAIN",
                settings.require("BASE_DOMAIN", "the domain that auth.DOMAIN and the services live under"),
                DOMAIN,
                "must be a domain in lower case, like gateway.example.com");
        matches(
                "ACME_EMAIL",
                settings.require("ACME_EMAIL", "whom the certificate authority writes to"),
                ADDRESS,
                "must be an e-mail address");
        signIn();
        signingKey();
        redis();
        SECONDS.forEach(this::wholeNumber);
        new AcmeChallenge(settings).option();
    }

    private void signIn() {
        if (isSet("GITHUB_CLIENT_ID") || !isSet("OIDC_PROVIDERS")) {
            settings.require("GITHUB_CLIENT_ID", "the identifier of your OAuth app at GitHub (or set OIDC_PROVIDERS)");
            secret("GITHUB_CLIENT_SECRET", "the secret of your OAuth app at GitHub");
        }
        if (settings.values().keySet().stream().noneMatch(key -> key.contains("ALLOWED_") && isSet(key))) {
            throw settings.missing("ALLOWED_GITHUB_USERS", "who may sign in, or * for everybody");
        }
    }

    private void signingKey() {
        String algorithm = settings.find("JWT_ALGORITHM").orElse("RS256").toUpperCase(Locale.ROOT);
        switch (algorithm) {
            case "RS256", "ES256" -> privateKey();
            case "HS256" -> sharedSecret();
            default -> throw settings.malformed("JWT_ALGORITHM", "must be RS256, ES256 or HS256");
        }
    }

    private void privateKey() {
        secret("JWT_PRIVATE_KEY_B64", "the private key that signs tokens, a PEM file in base64");
        settings.find("JWT_PRIVATE_KEY_B64").filter(key -> !isPrivateKey(key)).ifPresent(key -> {
            throw settings.malformed("JWT_PRIVATE_KEY_B64", "must be a PEM private key in base64, on one line");
        });
    }

    private void sharedSecret() {
        String key = isSet("GATEWAY_JWT_SECRET") || !isSet("JWT_SECRET") ? "GATEWAY_JWT_SECRET" : "JWT_SECRET";
        secret(key, "the secret that signs tokens");
        settings.find(key).filter(value -> value.length() < SHORTEST_SECRET).ifPresent(value -> {
            throw settings.malformed(key, "must have at least " + SHORTEST_SECRET + " characters");
        });
    }

    private void redis() {
        matches(
                "REDIS_PASSWORD",
                settings.require("REDIS_PASSWORD", "a long random password"),
                Pattern.compile("[!#-\\[\\]-~]+"),
                "must not contain quotes, backslashes or spaces");
    }

    private void secret(String key, String meaning) {
        if (!isSet(key) && !isSet(key + "_FILE")) {
            throw settings.missing(key, meaning);
        }
    }

    private void wholeNumber(String key) {
        settings.find(key)
                .ifPresent(value -> matches(key, value, Pattern.compile("[0-9]{1,9}"), "must be a whole number"));
    }

    private void matches(String key, String value, Pattern form, String problem) {
        if (!form.matcher(value).matches()) {
            throw settings.malformed(key, problem);
        }
    }

    private boolean isSet(String key) {
        return settings.find(key).isPresent();
    }

    private static boolean isPrivateKey(String base64) {
        try {
            String text = new String(Base64.getMimeDecoder().decode(base64), StandardCharsets.US_ASCII);
            return text.contains("-----BEGIN") && text.contains("PRIVATE KEY-----");
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
