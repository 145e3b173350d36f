package org.mcpgateway.auth.it;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.mcpgateway.auth.support.AuthServer;
import org.mcpgateway.auth.support.TestClient;

/** The public keys (RFC 7517). */
@DisplayNameGeneration(ReplaceUnderscores.class)
class JwksIT {

    private final TestClient client = AuthServer.shared().client();

    @Test
    void the_key_set_holds_no_private_part() {
        assertThat(client.get("/jwks").body()).doesNotContain("\"d\"").doesNotContain("\"p\"");
    }
}
