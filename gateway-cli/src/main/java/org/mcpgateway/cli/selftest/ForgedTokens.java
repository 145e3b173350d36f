package org.mcpgateway.cli.selftest;

import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import java.math.BigInteger;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.RSAPublicKeySpec;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Tokens as an attacker makes them: well-formed, for the right audience, and signed with nothing that counts. */
record ForgedTokens(Deployment deployment, Instant now) {

    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

    /** RFC 8725 s2.1: no signature at all. */
    String unsigned() {
        return part(Json.createObjectBuilder()
                        .add("alg", "none")
                        .add("typ", "at+jwt")
                        .build()) + "." + claims() + ".";
    }

    /** RFC 8725 s2.1: an HMAC with the published public key; empty when no RSA key is published. */
    Optional<String> keyConfusion() throws InterruptedException {
        Optional<JsonObject> key = publishedKey();
        if (key.isEmpty()) {
            return Optional.empty();
        }
        try {
            var numbers = new RSAPublicKeySpec(number(key.get(), "n"), number(key.get(), "e"));
            byte[] der = KeyFactory.getInstance("RSA").generatePublic(numbers).getEncoded();
            String pem = "-----BEGIN PUBLIC KEY-----\n"
                    + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der)
                    + "\n-----END PUBLIC KEY-----\n";
            String signed = part(header("HS256", key.get().getString("kid", ""))) + "." + claims();
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(pem.getBytes(StandardCharsets.US_ASCII), "HmacSHA256"));
            return Optional.of(
                    signed + "." + BASE64.encodeToString(mac.doFinal(signed.getBytes(StandardCharsets.US_ASCII))));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** A key of the attacker's own, under the name of a published one. */
    String ownKey() throws InterruptedException {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            PrivateKey key = generator.generateKeyPair().getPrivate();
            String kid = publishedKey()
                    .map(published -> published.getString("kid", ""))
                    .orElse("");
            String signed = part(header("RS256", kid)) + "." + claims();
            Signature signature = Signature.getInstance("SHA256withRSA");
            signature.initSign(key);
            signature.update(signed.getBytes(StandardCharsets.US_ASCII));
            return signed + "." + BASE64.encodeToString(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java runtime has RSA", e);
        }
    }

    private static JsonObject header(String algorithm, String kid) {
        return Json.createObjectBuilder()
                .add("alg", algorithm)
                .add("typ", "at+jwt")
                .add("kid", kid)
                .build();
    }

    private String claims() {
        return part(Json.createObjectBuilder()
                .add("iss", deployment.issuer().toString())
                .add("aud", deployment.resource())
                .add("sub", "self-test")
                .add("client_id", "self-test")
                .add("jti", "self-test")
                .add("scope", "mcp")
                .add("iat", now.getEpochSecond())
                .add("exp", now.getEpochSecond() + 600)
                .build());
    }

    private Optional<JsonObject> publishedKey() throws InterruptedException {
        Optional<URI> address = deployment.endpoint("jwks_uri");
        if (address.isEmpty() || !(deployment.wire().get(address.get()).json().get("keys") instanceof JsonArray keys)) {
            return Optional.empty();
        }
        return keys.getValuesAs(JsonObject.class).stream()
                .filter(key -> key.getString("kty", "").equals("RSA"))
                .findFirst();
    }

    private static BigInteger number(JsonObject key, String name) {
        return new BigInteger(1, Base64.getUrlDecoder().decode(key.getString(name, "")));
    }

    private static String part(JsonObject json) {
        return BASE64.encodeToString(json.toString().getBytes(StandardCharsets.UTF_8));
    }
}
