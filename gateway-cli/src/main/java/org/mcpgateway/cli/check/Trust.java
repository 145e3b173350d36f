package org.mcpgateway.cli.check;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.Arrays;
import java.util.Optional;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
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
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(authorities.isEmpty() ? null : store(authorities.get()));
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
