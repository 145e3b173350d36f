package org.mcpgateway.cli.compose;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mcpgateway.cli.CommandContext;
import org.mcpgateway.cli.ExitCode;
import org.mcpgateway.cli.Gateway;
import org.mcpgateway.cli.api.EnvFile;
import picocli.CommandLine;

/** What changes the keys of {@code .env}: what it refuses, and that it loses none. */
@Execution(ExecutionMode.CONCURRENT)
@DisplayNameGeneration(ReplaceUnderscores.class)
class KeysCommandTest {

    private static final String KEY = GeneratedSecret.RSA_KEYS.generate();

    @TempDir
    Path folder;

    private final Map<String, String> environment = new HashMap<>();
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeEach
    void settings() throws IOException {
        write("# tokens\n#JWT_PRIVATE_KEY_B64=\nJWT_PRIVATE_KEY_B64='" + KEY + "'\nBASE_DOMAIN=example.com # ours\n");
    }

    @Test
    void without_settings_or_a_key_it_says_how_to_get_them() throws IOException {
        write("BASE_DOMAIN=example.com\n");
        assertThat(execute("keys", "rotate")).isEqualTo(ExitCode.SETTING_INVALID.number());
        assertThat(err.toString()).contains("gateway secrets generate rsa-keys");

        Files.delete(env());
        assertThat(execute("keys", "rotate")).isEqualTo(ExitCode.SETTING_INVALID.number());
    }

    @ParameterizedTest
    @ValueSource(strings = {"JWT_ALGORITHM=ES256", "JWT_ALGORITHM=HS256", "JWT_PRIVATE_KEY_B64_FILE=/run/secrets/key"})
    void what_it_cannot_rotate_is_left_as_it_is(String line) throws IOException {
        write(read() + line + "\n");
        String before = read();

        assertThat(execute("keys", "rotate")).isEqualTo(ExitCode.SETTING_INVALID.number());
        assertThat(err.toString()).contains("docs/how-to/rotate-keys.md");
        assertThat(read()).isEqualTo(before);
    }

    @Test
    void a_key_of_the_environment_is_not_rotated_on_paper() throws IOException {
        environment.put("JWT_PRIVATE_KEY_B64", KEY);
        String before = read();

        assertThat(execute("keys", "rotate")).isEqualTo(ExitCode.SETTING_INVALID.number());
        assertThat(read()).isEqualTo(before);
    }

    @Test
    void a_key_that_is_none_is_named_and_not_shown() throws IOException {
        write("JWT_PRIVATE_KEY_B64=c2VjcmV0\n");

        assertThat(execute("keys", "rotate")).isEqualTo(ExitCode.SETTING_INVALID.number());
        assertThat(err.toString()).contains("JWT_PRIVATE_KEY_B64").doesNotContain("c2VjcmV0");
    }

    @Test
    void rotating_keeps_the_public_half_and_everything_else() throws IOException {
        assertThat(execute("keys", "rotate")).as(err.toString()).isZero();
        assertThat(execute("keys", "rotate")).as(err.toString()).isZero();

        Map<String, String> settings = EnvFile.read(env());
        String[] previous = settings.get("JWT_PREVIOUS_PUBLIC_KEYS_B64").split(",");
        assertThat(previous).hasSize(2).startsWith(PublicHalf.of(KEY).orElseThrow());
        assertThat(PublicHalf.of(settings.get("JWT_PRIVATE_KEY_B64")))
                .isPresent()
                .get()
                .isNotIn((Object[]) previous);
        assertThat(read())
                .startsWith("# tokens\n#JWT_PRIVATE_KEY_B64=\n")
                .contains("BASE_DOMAIN=example.com # ours\n")
                .doesNotContain(KEY);
        assertThat(out.toString()).doesNotContain(settings.get("JWT_PRIVATE_KEY_B64"));
        assertThat(Files.getPosixFilePermissions(env())).isEqualTo(PosixFilePermissions.fromString("rw-------"));
    }

    @Test
    void a_stolen_key_is_not_kept() throws IOException {
        assertThat(execute("keys", "rotate", "--stolen")).isZero();

        assertThat(EnvFile.read(env())).containsEntry("JWT_PREVIOUS_PUBLIC_KEYS_B64", "");
    }

    @Test
    void whoever_stole_one_key_may_have_those_of_before_so_that_none_is_kept() throws IOException {
        execute("keys", "rotate");
        execute("keys", "rotate");

        assertThat(execute("keys", "rotate", "--stolen")).isZero();
        assertThat(EnvFile.read(env())).containsEntry("JWT_PREVIOUS_PUBLIC_KEYS_B64", "");
        assertThat(out.toString()).contains("2 earlier keys");
    }

    @Test
    void retiring_takes_the_keys_of_before_out_and_says_when_there_are_none() throws IOException {
        assertThat(execute("keys", "retire")).isEqualTo(ExitCode.NOT_FOUND.number());
        execute("keys", "rotate");

        assertThat(execute("keys", "retire")).isZero();
        assertThat(EnvFile.read(env())).containsEntry("JWT_PREVIOUS_PUBLIC_KEYS_B64", "");
    }

    /** Made with {@code openssl genrsa -traditional 2048} in form: a PKCS#1 key is what PKCS#8 wraps. */
    @Test
    void a_key_in_the_older_form_has_the_same_public_half() {
        String pem = new String(Base64.getDecoder().decode(KEY));
        byte[] pkcs8 = Base64.getMimeDecoder().decode(pem.replaceAll("-----[A-Z ]+-----", ""));
        byte[] pkcs1 = java.util.Arrays.copyOfRange(pkcs8, 26, pkcs8.length);
        String older = "-----BEGIN RSA PRIVATE KEY-----\n"
                + Base64.getMimeEncoder().encodeToString(pkcs1) + "\n-----END RSA PRIVATE KEY-----\n";

        assertThat(PublicHalf.of(Base64.getEncoder().encodeToString(older.getBytes())))
                .isEqualTo(PublicHalf.of(KEY));
    }

    private int execute(String... arguments) {
        CommandLine gateway = Gateway.commandLine(new CommandContext(environment, folder, Clock.systemUTC()));
        gateway.setOut(new PrintWriter(out, true));
        gateway.setErr(new PrintWriter(err, true));
        return gateway.execute(arguments);
    }

    private Path env() {
        return folder.resolve(".env");
    }

    private String read() throws IOException {
        return Files.readString(env());
    }

    private void write(String text) throws IOException {
        Files.writeString(env(), text);
    }
}
