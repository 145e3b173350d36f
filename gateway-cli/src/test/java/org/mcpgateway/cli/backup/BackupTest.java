package org.mcpgateway.cli.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.mcpgateway.cli.CommandException;
import org.mcpgateway.cli.ExitCode;

@DisplayNameGeneration(ReplaceUnderscores.class)
class BackupTest {

    private static final String CONTENT = """
            {"format":"mcp-oauth-gateway-backup","version":1,"issuer":"https://auth.example.com"}
            {"key":"oauth:client:one","value":"{}"}
            {"key":"oauth:client:two","value":"{}"}
            """;
    private static final String WHOLE = CONTENT + trailer(CONTENT, 2);

    static Stream<String> damages() {
        return Stream.of(
                "",
                "no JSON",
                "[]",
                CONTENT,
                WHOLE.replace("one", "eins"),
                WHOLE.replace("\"records\":2", "\"records\":3"),
                WHOLE.replaceFirst("\"sha256\":\"[^\"]*\"", "\"sha256\":7"),
                WHOLE + "{}\n",
                WHOLE.replace("issuer", "publisher"),
                CONTENT + "x".repeat(1 << 21) + "\n" + trailer(CONTENT, 2));
    }

    @ParameterizedTest
    @MethodSource("damages")
    void what_is_not_whole_is_damaged(String file) {
        assertThatThrownBy(() -> verify(file))
                .isInstanceOfSatisfying(
                        CommandException.class,
                        failure -> assertThat(failure.exitCode()).isEqualTo(ExitCode.DAMAGED));
    }

    @Test
    void what_is_whole_tells_what_it_holds() throws IOException {
        assertThat(verify(WHOLE).records()).isEqualTo(Map.of("client", 2L));
    }

    private static Backup verify(String file) throws IOException {
        return Backup.verify(new ByteArrayInputStream(file.getBytes(StandardCharsets.UTF_8)), "it");
    }

    private static String trailer(String content, int records) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(content.getBytes(StandardCharsets.UTF_8));
            return "{\"records\":" + records + ",\"sha256\":\"" + HexFormat.of().formatHex(digest) + "\"}\n";
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }
}
