package org.mcpgateway.cli.compose;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.RSAPublicKeySpec;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The public half of a signing key, in the form of {@code JWT_PREVIOUS_PUBLIC_KEYS_B64}. */
public final class PublicHalf {

    private static final Pattern PEM =
            Pattern.compile("-----BEGIN ((?:RSA )?PRIVATE KEY)-----([^-]+)-----END \\1-----");

    /** The DER of version 0 and rsaEncryption, which PKCS#8 puts before a PKCS#1 key. */
    private static final byte[] VERSION_AND_RSA = HexFormat.of().parseHex("020100300d06092a864886f70d0101010500");

    private PublicHalf() {}

    /**
     * Reads it off the private key.
     *
     * @param privateKey base64 of a PEM in PKCS#8 or PKCS#1
     * @return base64 of a PEM; empty when the key is no RSA key
     */
    static Optional<String> of(String privateKey) {
        return keyOf(privateKey).map(key -> {
            String pem = "-----BEGIN PUBLIC KEY-----\n"
                    + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(key.getEncoded())
                    + "\n-----END PUBLIC KEY-----\n";
            return Base64.getEncoder().encodeToString(pem.getBytes(StandardCharsets.US_ASCII));
        });
    }

    /** The same as a key. */
    public static Optional<RSAPublicKey> keyOf(String privateKey) {
        try {
            String pem = new String(Base64.getMimeDecoder().decode(privateKey), StandardCharsets.US_ASCII);
            Matcher block = PEM.matcher(pem);
            if (!block.find()) {
                return Optional.empty();
            }
            byte[] der = Base64.getMimeDecoder().decode(block.group(2));
            return Optional.of(publicKey(block.group(1).startsWith("RSA") ? pkcs8(der) : der));
        } catch (GeneralSecurityException | IllegalArgumentException | ClassCastException e) {
            return Optional.empty();
        }
    }

    private static RSAPublicKey publicKey(byte[] pkcs8) throws GeneralSecurityException {
        KeyFactory factory = KeyFactory.getInstance("RSA");
        var key = (RSAPrivateCrtKey) factory.generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
        return (RSAPublicKey) factory.generatePublic(new RSAPublicKeySpec(key.getModulus(), key.getPublicExponent()));
    }

    private static byte[] pkcs8(byte[] pkcs1) {
        var content = new ByteArrayOutputStream();
        content.writeBytes(VERSION_AND_RSA);
        content.writeBytes(element(0x04, pkcs1));
        return element(0x30, content.toByteArray());
    }

    private static byte[] element(int tag, byte[] content) {
        var element = new ByteArrayOutputStream();
        element.write(tag);
        byte[] length = BigInteger.valueOf(content.length).toByteArray();
        element.write(0x80 | length.length);
        element.writeBytes(length);
        element.writeBytes(content);
        return element.toByteArray();
    }
}
