package org.mcpgateway.cli.run;

import java.util.Optional;

/**
 * Whether one service can run.
 *
 * @param name as the catalogue calls it
 * @param missing what it needs and does not find, as one phrase; empty when it can run
 */
record ServiceState(String name, Optional<String> missing) {

    boolean isReady() {
        return missing.isEmpty();
    }
}
