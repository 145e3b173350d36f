package org.mcpgateway.cli.client;

import jakarta.json.Json;
import jakarta.json.JsonException;
import jakarta.json.JsonReader;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import org.mcpgateway.cli.CommandContext;
import org.mcpgateway.cli.CommandException;
import org.mcpgateway.cli.ExitCode;
import org.mcpgateway.cli.api.PrivateFiles;

/**
 * Keeps the credentials for one MCP server, readable by this person alone; programs that run at once share them.
 *
 * @param path the file
 */
record CredentialsFile(Path path) {

    /** {@code clients/…} below {@code GATEWAY_CLIENT_FOLDER}, or below the person's configuration folder. */
    static CredentialsFile of(CommandContext context, URI service) {
        Path clients = Optional.ofNullable(context.environment().get("GATEWAY_CLIENT_FOLDER"))
                .map(Path::of)
                .orElseGet(() -> context.configuration().resolve("clients"));
        return new CredentialsFile(clients.resolve(service.getHost() + "-" + digest(service) + ".json"));
    }

    Optional<Credentials> read() throws IOException {
        if (!Files.exists(path)) {
            return Optional.empty();
        }
        try (JsonReader reader = Json.createReader(Files.newBufferedReader(path))) {
            return Optional.of(Credentials.of(reader.readObject()));
        } catch (JsonException | NullPointerException | ClassCastException | IllegalArgumentException e) {
            throw new CommandException(ExitCode.STATE_UNUSABLE, path + " is damaged: delete it and sign in again", e);
        }
    }

    /** Replaces it as a whole. */
    void write(Credentials credentials) throws IOException {
        PrivateFiles.replace(path, credentials.json().toString());
    }

    void delete() throws IOException {
        Files.deleteIfExists(path);
    }

    private static String digest(URI service) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256")
                    .digest(service.toString().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
    }
}
