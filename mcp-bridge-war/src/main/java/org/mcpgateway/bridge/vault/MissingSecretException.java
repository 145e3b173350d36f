package org.mcpgateway.bridge.vault;

import org.mcpgateway.bridge.server.ServerUnavailableException;

/** The user has not filled in a secret that the service needs; the message says where they can. */
public final class MissingSecretException extends ServerUnavailableException {

    MissingSecretException(String problem) {
        super(problem);
    }
}
