package org.mcpgateway.cli.api;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.mcpgateway.cli.CommandException;
import org.mcpgateway.cli.ExitCode;

/**
 * Where a gateway is: over https, or on this machine, since tokens and secrets are sent there.
 *
 * @param issuer its identifier, without a trailing slash
 * @param adminApi where its admin API is reached
 */
public record GatewayAddress(URI issuer, URI adminApi) {

    private static final Set<String> THIS_MACHINE = Set.of("127.0.0.1", "localhost", "[::1]");
    private static final URI LOCAL = URI.create("http://127.0.0.1:8080");

    /** What the command line says, then {@code GATEWAY_URL}, then the settings of a gateway on this machine. */
    public static GatewayAddress of(Optional<URI> url, Optional<URI> adminUrl, OperatorSettings settings) {
        URI issuer = url.or(() -> settings.find("GATEWAY_URL").map(GatewayAddress::parse))
                .or(() -> settings.find("GATEWAY_ISSUER").map(GatewayAddress::parse))
                .or(() -> settings.find("BASE_DOMAIN").map(domain -> parse("https://auth." + domain)))
                .orElse(LOCAL);
        URI bare = required(issuer);
        URI admin = adminUrl.or(() -> settings.find("GATEWAY_ADMIN_URL").map(GatewayAddress::parse))
                .map(GatewayAddress::required)
                .orElse(URI.create(bare + "/admin/api"));
        return new GatewayAddress(bare, admin);
    }

    /** Whether what is sent there stays secret: it goes over https, or remains on this machine. */
    public static boolean keepsSecrets(URI address) {
        boolean local = THIS_MACHINE.contains(String.valueOf(address.getHost()));
        return "https".equals(address.getScheme()) || ("http".equals(address.getScheme()) && local);
    }

    /**
     * The address of something that secrets are sent to, without a trailing slash.
     *
     * @throws CommandException USAGE when it would show them, or is not the bare address of a server
     */
    public static URI required(URI uri) {
        String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
        boolean more = uri.getUserInfo() != null || uri.getQuery() != null || uri.getFragment() != null;
        if (!List.of("https", "http").contains(scheme) || uri.getHost() == null || more) {
            throw noAddress();
        }
        if (scheme.equals("http") && !THIS_MACHINE.contains(uri.getHost().toLowerCase(Locale.ROOT))) {
            throw new CommandException(
                    ExitCode.USAGE,
                    "http would show your tokens to whoever is on the way to " + uri.getHost()
                            + ": use https, or a tunnel to 127.0.0.1");
        }
        String text = uri.toString();
        return text.endsWith("/") ? URI.create(text.substring(0, text.length() - 1)) : uri;
    }

    /** The resource indicator of the admin API (RFC 8707), wherever it is reached. */
    String resource() {
        return issuer + "/admin/api";
    }

    URI at(String path) {
        return URI.create(issuer + path);
    }

    private static URI parse(String text) {
        try {
            return new URI(text);
        } catch (URISyntaxException e) {
            throw noAddress();
        }
    }

    /** Does not repeat the address, which may hold a password. */
    private static CommandException noAddress() {
        return new CommandException(
                ExitCode.USAGE, "the address of the gateway must be written as https://auth.example.com");
    }
}
