package org.mcpgateway.cli.compose;

import java.util.Locale;

/** How the gateway proves to the certificate authority that the domain is its own (RFC 8555 s8, RFC 8737). */
final class AcmeChallenge {

    private static final String KEY = "ACME_CHALLENGE";

    private final Settings settings;

    AcmeChallenge(Settings settings) {
        this.settings = settings;
    }

    /**
     * What Traefik is told after {@code --certificatesresolvers.letsencrypt.acme.}
     *
     * @throws org.mcpgateway.cli.CommandException when there is no such challenge, or DNS-01 lacks its provider
     */
    String option() {
        return switch (settings.find(KEY).orElse("http").toLowerCase(Locale.ROOT)) {
            case "http" -> "httpchallenge.entrypoint=web";
            case "tls" -> "tlschallenge=true";
            case "dns" ->
                "dnschallenge.provider="
                        + settings.require("ACME_DNS_PROVIDER", "the name that Traefik has for your DNS provider");
            default -> throw settings.malformed(KEY, "must be http, tls or dns");
        };
    }
}
