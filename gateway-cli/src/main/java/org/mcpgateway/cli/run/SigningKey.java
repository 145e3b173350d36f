package org.mcpgateway.cli.run;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import org.mcpgateway.cli.api.NewSecrets;

/** The RSA key that signs access tokens, made once for each state folder so that tokens survive a restart. */
final class SigningKey {

    private static final int BITS = 2048;
    private static final String HEAD = "-----BEGIN PRIVATE KEY-----\n";
    private static final String FOOT = "\n-----END PRIVATE KEY-----\n";

    private SigningKey() {}

    /**
     * Reads the key, or makes it at the first call.
     *
     * @return base64 of the PEM file, as {@code JWT_PRIVATE_KEY_B64} wants it
     */
    static String of(StateFolder state) {
        try {
            String pem = state.secret(state.signingKey(), () -> NewSecrets.rsaKey(BITS));
            requireReadable(pem);
            return Base64.getEncoder().encodeToString(pem.getBytes(StandardCharsets.US_ASCII));
        } catch (IOException | GeneralSecurityException | IllegalArgumentException e) {
            throw StateFolder.unusable(state.path(), state.signingKey().getFileName() + " is damaged", e);
        }
    }

    private static void requireReadable(String pem) throws GeneralSecurityException {
        String body = pem.replace(HEAD, "").replace(FOOT, "");
        KeyFactory.getInstance("RSA")
                .generatePrivate(new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(body)));
    }
}
