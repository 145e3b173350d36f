package org.mcpgateway.bridge.config;

import java.util.List;

/** {@code IDENTITY_PEERS}: whose requests may say who is asking. */
public sealed interface IdentityPeers {

    /** Anybody's: nobody but a proxy reaches the bridge, or it asks by itself who is asking. */
    record Everybody() implements IdentityPeers {}

    /** Those of every other machine: not those of the bridge's own children. */
    record Others() implements IdentityPeers {}

    /**
     * Those of certain addresses.
     *
     * @param ranges where they are
     */
    record Listed(List<AddressRange> ranges) implements IdentityPeers {}

    /** Reads them; a value that cannot be stops the deployment even where nobody is asked for it. */
    static IdentityPeers read(ConfigReader reader) {
        IdentityPeers peers =
                reader.text("IDENTITY_PEERS").isPresent() ? parsed(reader.list("IDENTITY_PEERS")) : new Everybody();
        boolean asksByItself = reader.text("FORWARD_AUTH_URL").isPresent();
        return asksByItself ? new Everybody() : peers;
    }

    private static IdentityPeers parsed(List<String> names) {
        if (names.equals(List.of("others"))) {
            return new Others();
        }
        try {
            if (names.isEmpty()) {
                throw new IllegalArgumentException("nobody");
            }
            return new Listed(names.stream().map(AddressRange::parse).toList());
        } catch (IllegalArgumentException e) {
            throw new InvalidConfigurationException(
                    "IDENTITY_PEERS", "must be others, or addresses or CIDR ranges, separated by commas");
        }
    }
}
