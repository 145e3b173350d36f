package org.mcpgateway.bridge.vault;

import jakarta.enterprise.context.ApplicationScoped;
import org.mcpgateway.bridge.server.ServerUnavailableException;

/** The vault of this gateway: there is none. */
@ApplicationScoped
public class UserVault implements UserSecrets {

    @Override
    public String require(String userId, String name) {
        throw new ServerUnavailableException("the service needs your secret " + name + ", and this gateway keeps none");
    }
}
