package org.mcpgateway.auth.config;

import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads {@link OperationsSettings}: {@code {service}} in an address stands for each of the services. */
final class OperationsSettingsReader {

    private static final String KEY = "OPERATIONS_KEY";
    private static final String BRIDGES = "BRIDGE_URLS";
    private static final String SERVICE = "{service}";
    private static final int MOST_BRIDGES = 256;

    private OperationsSettingsReader() {}

    static OperationsSettings read(ConfigReader reader, ResourceSettings resources) {
        List<OperationsSettings.Bridge> bridges = reader.list(BRIDGES).stream()
                .flatMap(address -> expanded(address, resources.services()))
                .toList();
        if (bridges.size() > MOST_BRIDGES) {
            throw new InvalidConfigurationException(BRIDGES, "must stand for at most " + MOST_BRIDGES + " addresses");
        }
        return new OperationsSettings(reader.text(KEY).map(OperationsSettingsReader::key), bridges);
    }

    private static Stream<OperationsSettings.Bridge> expanded(String address, List<String> services) {
        return address.contains(SERVICE)
                ? services.stream()
                        .map(service -> new OperationsSettings.Bridge(
                                address(address.replace(SERVICE, service)), Optional.of(service)))
                : Stream.of(new OperationsSettings.Bridge(address(address), Optional.empty()));
    }

    private static URI address(String text) {
        URI address = ConfigReader.parsed(BRIDGES, text, "http", "https");
        if (address.getRawQuery() != null || address.getRawUserInfo() != null) {
            throw new InvalidConfigurationException(BRIDGES, "must hold addresses without a query and a user");
        }
        return URI.create(address.toString().replaceFirst("/+$", ""));
    }

    private static PrivateKey key(String text) {
        try {
            return KeyFactory.getInstance("Ed25519")
                    .generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(text)));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new InvalidConfigurationException(
                    KEY, "must be an Ed25519 private key, PKCS#8 in base64, as of: gateway secrets generate");
        }
    }
}
