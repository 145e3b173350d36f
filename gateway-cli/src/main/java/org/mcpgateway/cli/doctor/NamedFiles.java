package org.mcpgateway.cli.doctor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import org.mcpgateway.cli.CommandException;
import org.mcpgateway.cli.ExitCode;
import org.mcpgateway.cli.check.Trust;
import org.mcpgateway.cli.compose.Settings;

/** The files that settings name: where they are on this machine, which may not be where the server sees them. */
record NamedFiles(Settings settings) {

    /** What to do about a file that cannot be read, or holds something else. */
    static final String CURE = "correct it in .env, or let the file be read by whoever asks";

    private static final String MOUNTED = "/run/secrets/";

    /** What compose mounts at {@code /run/secrets} of the authorization server. */
    Path folder() {
        return settings.file()
                .resolveSibling("docker")
                .resolve(settings.find("SECRETS_FOLDER").orElse("secrets"))
                .normalize();
    }

    /** The file that a key names; empty when it names none. */
    Optional<Path> path(String key) {
        return settings.find(key).map(name -> {
            Path here = settings.file().resolveSibling(name);
            return name.startsWith(MOUNTED) && !Files.exists(here)
                    ? folder().resolve(name.substring(MOUNTED.length()))
                    : here;
        });
    }

    /**
     * A secret: what its key is set to, or what the file holds that {@code KEY_FILE} names.
     *
     * @return empty when neither is set
     * @throws CommandException SETTING_INVALID when the file cannot be read
     */
    Optional<String> secret(String key) {
        return settings.find(key).or(() -> path(key + "_FILE").map(file -> contents(key + "_FILE", file)));
    }

    /**
     * Trust in the authorities of the file that a key names, besides those of this machine; without one in these alone.
     *
     * @throws CommandException SETTING_INVALID when the file holds no certificates
     */
    SSLContext besides(String key) {
        return trusting(key, () -> Trust.besides(path(key)));
    }

    /**
     * The authorities of the file that a key names, as a PKCS#12 store; empty when it names none.
     *
     * @throws CommandException as {@link #besides} does
     */
    Optional<byte[]> store(String key, char[] password) {
        return path(key).map(file -> trusting(key, () -> Trust.pkcs12(file, password)));
    }

    /** Makes something of certificates. */
    @FunctionalInterface
    private interface Trusting<T> {
        T run() throws GeneralSecurityException, IOException;
    }

    private <T> T trusting(String key, Trusting<T> making) {
        try {
            return making.run();
        } catch (CommandException e) {
            throw unreadable(key, path(key).orElseThrow(), "holds no certificates that can be read here", e);
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("this Java runtime has no TLS", e);
        }
    }

    private static String contents(String key, Path file) {
        try {
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw unreadable(key, file, "cannot be read here", e);
        }
    }

    private static CommandException unreadable(String key, Path file, String problem, Exception cause) {
        return new CommandException(
                ExitCode.SETTING_INVALID, key + " names a file that " + problem + ": " + file, cause);
    }
}
