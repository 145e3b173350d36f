package org.mcpgateway.bridge.launch;

import java.nio.charset.StandardCharsets;
import org.mcpgateway.bridge.catalogue.Template;
import org.mcpgateway.bridge.config.SecretSource;
import org.mcpgateway.bridge.server.Caller;
import org.mcpgateway.bridge.server.ServerUnavailableException;
import org.mcpgateway.bridge.vault.UserSecrets;

/** Fills the placeholders of the catalogue for one caller and session. */
final class Placeholders {

    private static final String SAFE = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789@_+";

    private static final String SECRET = "secret:";
    private static final String USER_SECRET = "user.secret:";

    private final SecretSource secrets;
    private final UserSecrets userSecrets;
    private final Caller caller;
    private final String session;

    Placeholders(SecretSource secrets, UserSecrets userSecrets, Caller caller, String session) {
        this.secrets = secrets;
        this.userSecrets = userSecrets;
        this.caller = caller;
        this.session = session;
    }

    /**
     * The text for an environment variable or a header: values as they are.
     *
     * @throws ServerUnavailableException when a value is missing or holds control characters
     */
    String text(Template template) {
        return template.fill(this::value);
    }

    /**
     * The text for an argument or a path: what a user chose of it is escaped, so that it is one path segment and never
     * an option.
     *
     * @throws ServerUnavailableException when a value is missing
     */
    String segment(Template template) {
        return template.fill(name -> name.startsWith(SECRET) ? value(name) : escaped(value(name)));
    }

    private String value(String name) {
        String value = switch (name) {
            case "user.id" -> caller.id();
            case "user.name" -> caller.name();
            case "user.email" -> caller.email();
            case "client.id" -> caller.clientId();
            case "session" -> session;
            default ->
                name.startsWith(USER_SECRET)
                        ? userSecrets.require(caller.id(), name.substring(USER_SECRET.length()))
                        : secret(name.substring(SECRET.length()));
        };
        if (value.isEmpty()) {
            throw new ServerUnavailableException("the service needs " + name + ", which the caller does not have");
        }
        if (value.chars().anyMatch(Character::isISOControl)) {
            throw new ServerUnavailableException("the service cannot use this " + name);
        }
        return value;
    }

    private String secret(String name) {
        return secrets.find(name)
                .orElseThrow(() -> new ServerUnavailableException("the service needs the secret " + name
                        + ": set MCP_SECRET_" + name + " or put a file of that name into MCP_SECRETS_FOLDER"));
    }

    /** Percent-encodes what could end a path segment, and a dot or hyphen in front. */
    static String escaped(String value) {
        StringBuilder escaped = new StringBuilder();
        for (byte octet : value.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (octet & 0xff);
            boolean inside = !escaped.isEmpty() && (c == '.' || c == '-');
            if (inside || SAFE.indexOf(c) >= 0) {
                escaped.append(c);
            } else {
                escaped.append(String.format("%%%02X", octet & 0xff));
            }
        }
        return escaped.toString();
    }
}
