package org.mcpgateway.cli.check;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;
import org.mcpgateway.cli.check.TlsFinding.State;

/** Looks at the certificate that a host shows, and judges it as a client would; sends nothing over the connection. */
public final class TlsProbe {

    private static final int WAIT_MILLIS = 10_000;
    private static final int DNS_NAME = 2;

    private final X509ExtendedTrustManager trust;
    private final Clock clock;
    private final Duration soon;

    /**
     * Makes a probe.
     *
     * @param trust whom clients trust
     * @param soon how long before its end a certificate should have been renewed
     */
    public TlsProbe(X509ExtendedTrustManager trust, Clock clock, Duration soon) {
        this.trust = trust;
        this.clock = clock;
        this.soon = soon;
    }

    /** What a host shows; never throws for what the host does. */
    public TlsFinding look(HostAndPort host) throws GeneralSecurityException {
        Verdict verdict = new Verdict(trust);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, new TrustManager[] {verdict}, null);
        try (Socket plain = new Socket()) {
            plain.connect(new InetSocketAddress(host.host(), host.port()), WAIT_MILLIS);
            plain.setSoTimeout(WAIT_MILLIS);
            shakeHands(context, plain, host);
        } catch (IOException e) {
            return new TlsFinding(host, State.UNREACHABLE, 0, List.of(), "");
        }
        return judge(host, verdict);
    }

    private static void shakeHands(SSLContext context, Socket plain, HostAndPort host) throws IOException {
        try (SSLSocket socket =
                (SSLSocket) context.getSocketFactory().createSocket(plain, host.host(), host.port(), true)) {
            SSLParameters parameters = socket.getSSLParameters();
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
            socket.setSSLParameters(parameters);
            socket.startHandshake();
        }
    }

    private TlsFinding judge(HostAndPort host, Verdict verdict) throws CertificateParsingException {
        X509Certificate shown = verdict.shown().orElse(null);
        if (shown == null) {
            return new TlsFinding(host, State.UNREACHABLE, 0, List.of(), "");
        }
        Duration left = Duration.between(clock.instant(), shown.getNotAfter().toInstant());
        return new TlsFinding(
                host,
                state(shown, left, verdict),
                left.toDays(),
                names(shown),
                shown.getIssuerX500Principal().getName());
    }

    private State state(X509Certificate shown, Duration left, Verdict verdict) {
        Instant begin = shown.getNotBefore().toInstant();
        if (left.isNegative()) {
            return State.EXPIRED;
        }
        if (begin.isAfter(clock.instant())) {
            return State.NOT_YET_VALID;
        }
        if (!verdict.isTrusted()) {
            return State.UNTRUSTED;
        }
        if (!verdict.isForTheHost()) {
            return State.OTHER_NAME;
        }
        return left.compareTo(soon) < 0 ? State.ENDS_SOON : State.VALID;
    }

    private static List<String> names(X509Certificate certificate) throws CertificateParsingException {
        Collection<List<?>> names = certificate.getSubjectAlternativeNames();
        return names == null
                ? List.of()
                : names.stream()
                        .filter(name -> name.get(0).equals(DNS_NAME))
                        .map(name -> String.valueOf(name.get(1)))
                        .toList();
    }
}
