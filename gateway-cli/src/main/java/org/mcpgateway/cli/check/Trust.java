package org.mcpgateway.cli.check;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.Arrays;
import java.util.Collections;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;
import org.mcpgateway.cli.CommandException;
import org.mcpgateway.cli.ExitCode;

/** Whom clients trust: the authorities of this machine's Java, or those of a file. */
public final class Trust {

    private Trust() {}

    /**
     * The judge of chains.
     *
     * @param authorities a PEM file; empty for those that Java trusts
     * @throws CommandException USAGE when the file holds no certificates
     */
    public static X509ExtendedTrustManager of(Optional<Path> authorities) throws GeneralSecurityException, IOException {
        return judge(authorities.isEmpty() ? null : store(authorities.get()));
    }

    /** For calls: the authorities of a file besides those of this machine; throws as {@link #of} does. */
    public static SSLContext besides(Optional<Path> authorities) throws GeneralSecurityException, IOException {
        if (authorities.isEmpty()) {
            return context(of(authorities));
        }
        KeyStore store = store(authorities.get());
        int number = 0;
        for (Certificate one : of(Optional.empty()).getAcceptedIssuers()) {
            store.setCertificateEntry("machine-" + number++, one);
        }
        return context(judge(store));
    }

    /** The authorities of a file as a PKCS#12 store under this password; throws as {@link #of} does. */
    public static byte[] pkcs12(Path authorities, char[] password) throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        KeyStore named = store(authorities);
        for (String alias : Collections.list(named.aliases())) {
            store.setCertificateEntry(alias, named.getCertificate(alias));
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        store.store(bytes, password);
        return bytes.toByteArray();
    }

    private static SSLContext context(X509ExtendedTrustManager judge) throws GeneralSecurityException {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, new TrustManager[] {judge}, null);
        return context;
    }

    /** @param store null for the authorities that Java trusts */
    private static X509ExtendedTrustManager judge(@Nullable KeyStore store) throws GeneralSecurityException {
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        return Arrays.stream(factory.getTrustManagers())
                .filter(X509ExtendedTrustManager.class::isInstance)
                .map(X509ExtendedTrustManager.class::cast)
                .findFirst()
                .orElseThrow();
    }

    private static KeyStore store(Path file) throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        try (InputStream pem = Files.newInputStream(file)) {
            int number = 0;
            for (Certificate one : CertificateFactory.getInstance("X.509").generateCertificates(pem)) {
                store.setCertificateEntry("authority-" + number++, one);
            }
        } catch (IOException | GeneralSecurityException e) {
            throw noCertificates(file, e);
        }
        if (store.size() == 0) {
            throw noCertificates(file, new IOException("empty"));
        }
        return store;
    }

    private static CommandException noCertificates(Path file, Exception cause) {
        return new CommandException(
                ExitCode.USAGE, file + " is no PEM file of certificates: name that of your authority by --ca", cause);
    }
}
