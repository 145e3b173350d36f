package org.mcpgateway.auth.accesstoken;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.interfaces.RSAKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.mcpgateway.auth.config.InvalidConfigurationException;

/** Reads the keys of the configuration: base64 of a PEM, as the forerunner's {@code .env} holds them. */
final class PemKeys {

    private static final Pattern PEM = Pattern.compile("-----BEGIN ([A-Z ]+)-----([^-]+)-----END \\1-----");

    /** The DER head of a PKCS#8 private key of rsaEncryption: version, algorithm, and the octet string's tag. */
    private static final byte[] RSA_PKCS8 = {
        0x02,
        0x01,
        0x00,
        0x30,
        0x0d,
        0x06,
        0x09,
        0x2a,
        (byte) 0x86,
        0x48,
        (byte) 0x86,
        (byte) 0xf7,
        0x0d,
        0x01,
        0x01,
        0x01,
        0x05,
        0x00,
        0x04
    };

    private PemKeys() {}

    /**
     * The private key of a setting.
     *
     * @param key the setting's name, for the error
     * @param base64 base64 of a PEM in PKCS#8, or PKCS#1 for RSA
     * @param rsa whether an RSA key is wanted, else one on P-256
     */
    static PrivateKey privateKey(String key, String base64, boolean rsa) {
        Block block = block(key, base64);
        byte[] der = block.label().equals("RSA PRIVATE KEY") ? pkcs8(block.der()) : block.der();
        try {
            PrivateKey privateKey =
                    KeyFactory.getInstance(rsa ? "RSA" : "EC").generatePrivate(new PKCS8EncodedKeySpec(der));
            if (privateKey instanceof RSAKey rsaKey && rsaKey.getModulus().bitLength() < 2048) {
                throw new InvalidConfigurationException(key, "must be an RSA key of at least 2048 bits");
            }
            return privateKey;
        } catch (GeneralSecurityException e) {
            throw new InvalidConfigurationException(
                    key, "must be base64 of a PEM private key (PKCS#8) that suits JWT_ALGORITHM");
        }
    }

    /** The public key of a setting: base64 of a PEM with a SubjectPublicKeyInfo. */
    static PublicKey publicKey(String key, String base64) {
        byte[] der = block(key, base64).der();
        return publicKey("RSA", der)
                .or(() -> publicKey("EC", der))
                .orElseThrow(() -> new InvalidConfigurationException(key, "must be base64 of PEM public keys"));
    }

    private static Optional<PublicKey> publicKey(String algorithm, byte[] der) {
        try {
            return Optional.of(KeyFactory.getInstance(algorithm).generatePublic(new X509EncodedKeySpec(der)));
        } catch (GeneralSecurityException e) {
            return Optional.empty();
        }
    }

    private static Block block(String key, String base64) {
        try {
            String pem = new String(Base64.getMimeDecoder().decode(base64), StandardCharsets.US_ASCII);
            Matcher matcher = PEM.matcher(pem);
            if (matcher.find()) {
                return new Block(matcher.group(1), matcher.group(2));
            }
        } catch (IllegalArgumentException e) {
            throw new InvalidConfigurationException(key, "is not base64");
        }
        throw new InvalidConfigurationException(key, "must be base64 of a PEM");
    }

    private static byte[] pkcs8(byte[] pkcs1) {
        var octets = new ByteArrayOutputStream();
        octets.writeBytes(RSA_PKCS8);
        writeLength(octets, pkcs1.length);
        octets.writeBytes(pkcs1);
        var sequence = new ByteArrayOutputStream();
        sequence.write(0x30);
        writeLength(sequence, octets.size());
        sequence.writeBytes(octets.toByteArray());
        return sequence.toByteArray();
    }

    private static void writeLength(ByteArrayOutputStream der, int length) {
        if (length < 0x80) {
            der.write(length);
        } else if (length < 0x100) {
            der.write(0x81);
            der.write(length);
        } else {
            der.write(0x82);
            der.write(length >> 8);
            der.write(length & 0xff);
        }
    }

    private record Block(String label, String body) {
        byte[] der() {
            return Base64.getMimeDecoder().decode(body);
        }
    }
}
