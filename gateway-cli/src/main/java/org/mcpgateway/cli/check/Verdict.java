package org.mcpgateway.cli.check;

import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Optional;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/**
 * Notes what clients would make of a certificate and lets the handshake go on, so that a bad one can be described. Only
 * for {@link TlsProbe}, which sends nothing over the connection.
 */
final class Verdict extends X509ExtendedTrustManager {

    private final X509ExtendedTrustManager clients;
    private @Nullable X509Certificate shown;
    private boolean trusted;
    private boolean forTheHost;

    Verdict(X509ExtendedTrustManager clients) {
        this.clients = clients;
    }

    /** The host's own certificate; empty when none was shown. */
    Optional<X509Certificate> shown() {
        return Optional.ofNullable(shown);
    }

    /** Whether a trusted authority signed it, by a chain that is whole. */
    boolean isTrusted() {
        return trusted;
    }

    /** Whether it bears the host's name too. */
    boolean isForTheHost() {
        return forTheHost;
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket) {
        shown = chain[0];
        trusted = passes(() -> clients.checkServerTrusted(chain, authType));
        forTheHost = passes(() -> clients.checkServerTrusted(chain, authType, socket));
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        clients.checkServerTrusted(chain, authType, engine);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        clients.checkServerTrusted(chain, authType);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        clients.checkClientTrusted(chain, authType, socket);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        clients.checkClientTrusted(chain, authType, engine);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        clients.checkClientTrusted(chain, authType);
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return clients.getAcceptedIssuers();
    }

    private static boolean passes(Check check) {
        try {
            check.run();
            return true;
        } catch (CertificateException e) {
            return false;
        }
    }

    /** A check of the chain. */
    @FunctionalInterface
    private interface Check {
        void run() throws CertificateException;
    }
}
