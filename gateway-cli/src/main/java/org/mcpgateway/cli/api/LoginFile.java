package org.mcpgateway.cli.api;

import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.mcpgateway.cli.CommandContext;
import org.mcpgateway.cli.CommandException;
import org.mcpgateway.cli.ExitCode;

/** The sign-ins of this person, one for each gateway, in a file that only they can read. */
final class LoginFile {

    private final Path file;

    private LoginFile(Path file) {
        this.file = file;
    }

    /** {@code GATEWAY_LOGIN_FILE}, or {@code mcp-oauth-gateway/login.json} under the person's configuration folder. */
    static LoginFile of(CommandContext context) {
        String named = context.environment().get("GATEWAY_LOGIN_FILE");
        if (named != null && !named.isEmpty()) {
            return new LoginFile(Path.of(named));
        }
        return new LoginFile(context.configuration().resolve("login.json"));
    }

    Path path() {
        return file;
    }

    Optional<Login> find(URI issuer) throws IOException {
        return read().stream().filter(login -> login.issuer().equals(issuer)).findFirst();
    }

    /** Keeps a sign-in in place of the one before; the file is replaced as a whole. */
    void save(Login login) throws IOException {
        List<Login> logins = new ArrayList<>(read());
        logins.removeIf(other -> other.issuer().equals(login.issuer()));
        logins.add(login);
        write(logins);
    }

    void forget(URI issuer) throws IOException {
        List<Login> logins = new ArrayList<>(read());
        if (logins.removeIf(other -> other.issuer().equals(issuer))) {
            write(logins);
        }
    }

    private List<Login> read() throws IOException {
        if (!Files.exists(file)) {
            return List.of();
        }
        try (JsonReader reader = Json.createReader(Files.newBufferedReader(file))) {
            return reader.readArray().getValuesAs(JsonObject.class).stream()
                    .map(Login::of)
                    .toList();
        } catch (JsonException | NullPointerException | ClassCastException e) {
            throw new CommandException(
                    ExitCode.STATE_UNUSABLE, file + " is damaged: delete it and run gateway login again", e);
        }
    }

    private void write(List<Login> logins) throws IOException {
        JsonArrayBuilder array = Json.createArrayBuilder();
        logins.forEach(login -> array.add(login.json()));
        PrivateFiles.replace(file, array.build().toString());
    }
}
