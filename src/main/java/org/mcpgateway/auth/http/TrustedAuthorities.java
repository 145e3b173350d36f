package org.mcpgateway.auth.http;

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
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.mcpgateway.auth.config.InvalidConfigurationException;

/** TLS towards servers whose certificates come from an operator's own authority. */
public final class TrustedAuthorities {

    private TrustedAuthorities() {}

    /**
     * Trusts the authorities of the file and no others, or without a file those of the system.
     *
     * @param key the setting that names the file
     * @throws InvalidConfigurationException when the file cannot be read
     */
    public static SSLContext insteadOfTheSystems(String key, Optional<Path> pem) {
        return context(key, pem, false);
    }

    /** Trusts the authorities of the system and those of the file; throws as {@link #insteadOfTheSystems} does. */
    public static SSLContext besidesTheSystems(String key, Optional<Path> pem) {
        return context(key, pem, true);
    }

    /** Trust in the authorities of the file and no others; throws as {@link #insteadOfTheSystems} does. */
    public static TrustManagerFactory factory(String key, Path pem) {
        try {
            return factory(store(pem));
        } catch (GeneralSecurityException | IOException e) {
            throw unreadable(key);
        }
    }

    private static SSLContext context(String key, Optional<Path> pem, boolean systemsToo) {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            if (pem.isEmpty()) {
                context.init(null, null, null);
                return context;
            }
            KeyStore store = store(pem.get());
            if (systemsToo) {
                add(store, "system", systems());
            }
            context.init(null, factory(store).getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException | IOException e) {
            throw unreadable(key);
        }
    }

    private static InvalidConfigurationException unreadable(String key) {
        return new InvalidConfigurationException(key, "must name a file of PEM certificates that can be read");
    }

    private static KeyStore store(Path pem) throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        try (InputStream file = Files.newInputStream(pem)) {
            add(store, "own", CertificateFactory.getInstance("X.509").generateCertificates(file));
        }
        return store;
    }

    private static void add(KeyStore store, String prefix, Iterable<? extends Certificate> authorities)
            throws GeneralSecurityException {
        int number = 0;
        for (Certificate authority : authorities) {
            store.setCertificateEntry(prefix + "-" + number++, authority);
        }
    }

    private static Iterable<Certificate> systems() throws GeneralSecurityException {
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init((KeyStore) null);
        return Arrays.stream(factory.getTrustManagers())
                .filter(X509TrustManager.class::isInstance)
                .map(X509TrustManager.class::cast)
                .<Certificate>flatMap(manager -> Arrays.stream(manager.getAcceptedIssuers()))
                .toList();
    }

    private static TrustManagerFactory factory(KeyStore store) throws GeneralSecurityException {
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        return factory;
    }
}
