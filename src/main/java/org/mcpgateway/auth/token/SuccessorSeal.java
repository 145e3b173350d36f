package org.mcpgateway.auth.token;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.mcpgateway.auth.oauth.Sha256;

/**
 * Seals the successor of a refresh token so that only the token before it opens it. Two requests with the same old
 * token can then be given the same new one, while Redis holds nothing that anybody could use.
 */
final class SuccessorSeal {

    private static final String PURPOSE = "mcp-oauth-gateway refresh successor\n";

    /** Each key seals one value only, so the nonce may be constant. */
    private static final byte[] NONCE = new byte[12];

    private SuccessorSeal() {}

    static String seal(String predecessor, String successor) {
        return Base64.getEncoder()
                .encodeToString(crypt(Cipher.ENCRYPT_MODE, predecessor, successor.getBytes(StandardCharsets.UTF_8)));
    }

    static String open(String predecessor, String sealed) {
        byte[] plain =
                crypt(Cipher.DECRYPT_MODE, predecessor, Base64.getDecoder().decode(sealed));
        return new String(plain, StandardCharsets.UTF_8);
    }

    private static byte[] crypt(int mode, String predecessor, byte[] input) {
        try {
            byte[] key = Sha256.digest((PURPOSE + predecessor).getBytes(StandardCharsets.UTF_8));
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(mode, new SecretKeySpec(key, "AES"), new GCMParameterSpec(128, NONCE));
            return cipher.doFinal(input);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the successor of a refresh token does not open", e);
        }
    }
}
