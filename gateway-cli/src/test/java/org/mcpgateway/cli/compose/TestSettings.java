package org.mcpgateway.cli.compose;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** A {@code .env} that a deployment can start with, to be spoilt by tests. */
final class TestSettings {

    private final Map<String, String> values = new LinkedHashMap<>();

    TestSettings() {
        values.put("BASE_DOMAIN", "gateway.example.com");
        values.put("ACME_EMAIL", "operator@example.com");
        values.put("GITHUB_CLIENT_ID", "Iv1.0123456789");
        values.put("GITHUB_CLIENT_SECRET", "of-the-app");
        values.put("ALLOWED_GITHUB_USERS", "octocat");
        values.put("REDIS_PASSWORD", "long-and-random");
        values.put("JWT_PRIVATE_KEY_B64", base64("-----BEGIN PRIVATE KEY-----\nMIIE\n-----END PRIVATE KEY-----\n"));
    }

    TestSettings with(String key, String value) {
        values.put(key, value);
        return this;
    }

    TestSettings without(String key) {
        values.remove(key);
        return this;
    }

    Settings settings() {
        return new Settings(Path.of("/srv/gateway/.env"), values);
    }

    Path writtenTo(Path folder) throws IOException {
        return Files.writeString(
                folder.resolve(".env"),
                values.entrySet().stream()
                        .map(entry -> entry.getKey() + "=" + entry.getValue() + "\n")
                        .collect(Collectors.joining()));
    }

    static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.US_ASCII));
    }
}
