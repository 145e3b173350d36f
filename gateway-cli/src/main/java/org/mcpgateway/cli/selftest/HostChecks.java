package org.mcpgateway.cli.selftest;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.mcpgateway.cli.api.WellKnown;

/** What the servers say of their own addresses when the request comes under a foreign name (CVE-2025-6514). */
record HostChecks(Deployment deployment) {

    private static final String EVIL = "evil.example";
    private static final List<String> FORWARDED =
            List.of("X-Forwarded-Host: " + EVIL, "X-Forwarded-Proto: http", "Forwarded: host=" + EVIL + ";proto=http");

    List<Check> all() {
        List<Check> checks = new ArrayList<>(List.of(
                unmoved("foreign Host at the metadata", metadata(), EVIL, List.of()),
                unmoved("foreign Host and forwarded headers", metadata(), EVIL, FORWARDED)));
        deployment.service().ifPresent(service -> {
            checks.add(unmoved("foreign Host at the service", service, EVIL, List.of()));
            checks.add(unmoved("forwarded headers at the service", service, service.getRawAuthority(), FORWARDED));
        });
        return checks;
    }

    /** Nothing of the answer may lead there: no address, no redirect, no challenge. */
    private Check unmoved(String name, URI address, String host, List<String> headers) {
        return new Check(name, "RFC 9110 s7.2, RFC 9728 s7.3", () -> {
            String answer = RawRequest.get(address, host, headers);
            if (answer.isEmpty()) {
                return Seen.untested("there is no answer");
            }
            boolean moved = answer.contains(EVIL);
            return Seen.that(!moved, moved ? "the answer leads there" : "the answer does not follow it");
        });
    }

    private URI metadata() {
        return WellKnown.authorizationServer(deployment.issuer());
    }
}
