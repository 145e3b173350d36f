package org.mcpgateway.cli.check;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.util.List;
import java.util.Locale;

/**
 * How the certificate of a host is.
 *
 * @param host where it was shown
 * @param state what a client makes of it
 * @param daysLeft whole days until it ends, negative afterwards; 0 when no certificate was shown
 * @param names the DNS names that it bears
 * @param issuer who signed it
 */
public record TlsFinding(HostAndPort host, State state, long daysLeft, List<String> names, String issuer) {

    /** Copies the names. */
    public TlsFinding {
        names = List.copyOf(names);
    }

    /** What a client makes of a certificate, and what to do about it. */
    public enum State {
        VALID(""),
        ENDS_SOON("renewal is late: look for ACME errors in ./gateway logs traefik"),
        EXPIRED("let Traefik renew it: ./gateway logs traefik says why it did not"),
        NOT_YET_VALID("set the clock of this machine, or of the one that signed it"),
        OTHER_NAME("it is for other hosts: let Traefik ask for one with this name"),
        UNTRUSTED("no authority that this machine trusts signed it: is the chain whole, is ACME_EMAIL set?"),
        UNREACHABLE("nobody speaks TLS there: check DNS, the firewall and ./gateway status");

        private final String cure;

        State(String cure) {
            this.cure = cure;
        }

        /** What to do about it; empty when nothing is to be done. */
        public String cure() {
            return cure;
        }

        /** As reports have it. */
        public String typed() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** As reports have it. */
    public JsonObject json() {
        return Json.createObjectBuilder()
                .add("host", host.toString())
                .add("state", state.typed())
                .add("days_left", daysLeft)
                .add("names", Json.createArrayBuilder(names))
                .add("issuer", issuer)
                .add("cure", state.cure)
                .build();
    }
}
