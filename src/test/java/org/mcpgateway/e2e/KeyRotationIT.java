package org.mcpgateway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.mcpgateway.auth.support.AuthServer;
import org.mcpgateway.auth.support.Person;
import org.mcpgateway.auth.support.TestApp;
import org.mcpgateway.auth.support.TestKeys;

/** {@code gateway keys} with a server that is started again with what it wrote. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class KeyRotationIT {

    private static final String SIGNING = "JWT_PRIVATE_KEY_B64";
    private static final String PREVIOUS = "JWT_PREVIOUS_PUBLIC_KEYS_B64";

    @Test
    void tokens_of_before_a_rotation_stay_good() throws IOException {
        String first = TestKeys.privatePem(TestKeys.rsa());
        try (AuthServer before = AuthServer.start(Map.of(SIGNING, first))) {
            GatewayCommand gateway = GatewayCommand.administering(before);
            Path settings = Files.writeString(gateway.home().resolve(".env"), SIGNING + "=" + first + "\n");
            String token = TestApp.publicClient(before)
                    .tokens(new Person(before, "rotating"))
                    .getString("access_token");
            assertThat(gateway.run("keys", "list").out().lines()).hasSize(2);
            assertThat(gateway.run("keys", "rotate").exit()).isZero();

            try (AuthServer after = before.restart(keys(settings))) {
                assertThat(gateway.run("keys", "list").out().lines()).hasSize(3);
                assertThat(TestApp.verify(after, token, "time").status()).isEqualTo(200);
            }
        }
    }

    private static Map<String, String> keys(Path file) throws IOException {
        var lines = new Properties();
        try (var reader = Files.newBufferedReader(file)) {
            lines.load(reader);
        }
        return Map.of(SIGNING, lines.getProperty(SIGNING), PREVIOUS, lines.getProperty(PREVIOUS));
    }
}
