package org.mcpgateway.cli.doctor;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.mcpgateway.cli.check.HostAndPort;
import org.mcpgateway.cli.check.TlsFinding;
import org.mcpgateway.cli.check.TlsProbe;

/** Whether each host has an address, and a certificate that clients accept. */
record HostsExamination(List<HostAndPort> hosts, TlsProbe probe) implements Examination {

    @Override
    public List<Finding> look() {
        List<Finding> findings = new ArrayList<>();
        for (HostAndPort host : hosts) {
            try {
                InetAddress[] addresses = InetAddress.getAllByName(host.host());
                findings.add(Finding.ok(
                        "dns",
                        host.host() + " is "
                                + Arrays.stream(addresses)
                                        .map(InetAddress::getHostAddress)
                                        .collect(Collectors.joining(" "))));
                findings.add(certificate(host));
            } catch (UnknownHostException e) {
                findings.add(Finding.fault(
                        "dns",
                        host.host() + " has no address",
                        "let a record for it, or for *.DOMAIN, lead to this machine at your DNS provider"));
            }
        }
        return findings;
    }

    private Finding certificate(HostAndPort host) {
        try {
            TlsFinding tls = probe.look(host);
            String said = "the certificate of " + host + " is " + tls.state().typed() + ", " + tls.daysLeft()
                    + " days are left";
            return switch (tls.state()) {
                case VALID -> Finding.ok("tls", said);
                case UNREACHABLE ->
                    Finding.fault(
                            "tls",
                            host + " does not answer over TLS",
                            tls.state().cure());
                default -> Finding.fault("tls", said, tls.state().cure());
            };
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java runtime has no TLS", e);
        }
    }
}
