package org.mcpgateway.cli.api;

import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import org.mcpgateway.cli.CommandException;
import org.mcpgateway.cli.ExitCode;

/**
 * Where a gateway is.
 *
 * @param issuer its identifier, without a trailing slash
 * @param adminApi where its admin API is reached
 */
public record GatewayAddress(URI issuer, URI adminApi) {

    private static final URI LOCAL = URI.create("http://127.0.0.1:8080");

    /** What the command line says, then {@code GATEWAY_URL}, then the settings of a gateway on this machine. */
    static GatewayAddress of(Optional<URI> url, Optional<URI> adminUrl, OperatorSettings settings) {
        URI issuer = url.or(() -> settings.find("GATEWAY_URL").map(URI::create))
                .or(() -> settings.find("GATEWAY_ISSUER").map(URI::create))
                .or(() -> settings.find("BASE_DOMAIN").map(domain -> URI.create("https://auth." + domain)))
                .orElse(LOCAL);
        URI bare = bare(issuer);
        URI admin = adminUrl.or(() -> settings.find("GATEWAY_ADMIN_URL").map(URI::create))
                .map(GatewayAddress::bare)
                .orElse(URI.create(bare + "/admin/api"));
        return new GatewayAddress(bare, admin);
    }

    /** The resource indicator of the admin API (RFC 8707), wherever it is reached. */
    String resource() {
        return issuer + "/admin/api";
    }

    URI at(String path) {
        return URI.create(issuer + path);
    }

    private static URI bare(URI uri) {
        String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
        if (!(scheme.equals("https") || scheme.equals("http")) || uri.getHost() == null || uri.getQuery() != null) {
            throw new CommandException(
                    ExitCode.USAGE, uri + " is not an address of a gateway: write it as https://auth.example.com");
        }
        String text = uri.toString();
        return text.endsWith("/") ? URI.create(text.substring(0, text.length() - 1)) : uri;
    }
}
