package org.mcpgateway.auth.support;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.Signature;
import java.time.Instant;
import java.util.Base64;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Tokens that look like a good one and are not (RFC 8725). */
public final class ForgedTokens {

    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();
    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

    private ForgedTokens() {}

    /** Forgeries of a good token of the server, each wrong in one way. */
    public static Stream<String> of(AuthServer server, String good) {
        JsonObject header = part(good, 0);
        JsonObject claims = claims(good);
        KeyPair own = TestKeys.signing();
        PrivateKey foreign = TestKeys.rsa().getPrivate();
        String signature = good.substring(good.lastIndexOf('.') + 1);
        byte[] publicKey = own.getPublic().getEncoded();
        return Stream.of(
                unsigned(with(header, "alg", "none"), claims) + ".",
                unsigned(with(header, "alg", "none"), claims) + "." + signature,
                unsigned(with(header, "alg", "NoNe"), claims) + ".",
                hmac(with(header, "alg", "HS256"), claims, publicKey),
                hmac(
                        with(header, "alg", "HS256"),
                        claims,
                        TestKeys.publicPem(own).getBytes(StandardCharsets.US_ASCII)),
                rs256(header, claims, foreign),
                rs256(with(header, "kid", "unknown"), claims, own.getPrivate()),
                rs256(with(header, "kid", "../../dev/null"), claims, foreign),
                rs256(with(header, "jku", "https://evil.example/jwks"), claims, foreign),
                rs256(with(header, "x5u", "https://evil.example/x5u"), claims, own.getPrivate()),
                rs256(with(header, "jwk", "{}"), claims, foreign),
                rs256(with(header, "x5c", "[]"), claims, own.getPrivate()),
                rs256(with(header, "crit", "exp"), claims, own.getPrivate()),
                rs256(with(header, "typ", "gateway-identity+jwt"), claims, own.getPrivate()),
                rs256(with(header, "typ", "id_token"), claims, own.getPrivate()),
                rs256(with(header, "typ", "JWT"), claims, own.getPrivate()),
                rs256(without(header, "typ"), claims, own.getPrivate()),
                rs256(header, with(claims, "iss", "https://evil.example"), own.getPrivate()),
                rs256(header, with(claims, "iss", server.issuer() + "/"), own.getPrivate()),
                rs256(header, without(claims, "jti"), own.getPrivate()),
                rs256(header, with(claims, "jti", "never-issued"), own.getPrivate()),
                rs256(header, without(claims, "exp"), own.getPrivate()),
                rs256(header, with(claims, "exp", now() - 6), own.getPrivate()),
                rs256(header, with(claims, "nbf", now() + 60), own.getPrivate()),
                rs256(header, with(claims, "aud", "https://other.example/mcp"), own.getPrivate()),
                good.substring(0, good.length() - 4),
                good + "A".repeat(5_000));
    }

    /** The claims of a token, unchecked. */
    public static JsonObject claims(String token) {
        return part(token, 1);
    }

    /** The same bytes with other unused bits in the last base64url character. */
    public static String sameSignatureSpelledOtherwise(String token) {
        char last = token.charAt(token.length() - 1);
        return token.substring(0, token.length() - 1) + ALPHABET.charAt(ALPHABET.indexOf(last) ^ 1);
    }

    /** A token signed with the server's own key. */
    public static String signedByServer(String good, UnaryOperator<JsonObject> change) {
        return rs256(
                part(good, 0), change.apply(claims(good)), TestKeys.signing().getPrivate());
    }

    /** A copy with one member set. */
    public static JsonObject with(JsonObject object, String name, Object value) {
        JsonObjectBuilder copy = Json.createObjectBuilder(object);
        return (value instanceof Long number ? copy.add(name, number) : copy.add(name, value.toString())).build();
    }

    private static JsonObject without(JsonObject object, String name) {
        return Json.createObjectBuilder(object).remove(name).build();
    }

    private static long now() {
        return Instant.now().getEpochSecond();
    }

    private static JsonObject part(String token, int index) {
        String json = new String(Base64.getUrlDecoder().decode(token.split("\\.")[index]), StandardCharsets.UTF_8);
        try (var reader = Json.createReader(new StringReader(json))) {
            return reader.readObject();
        }
    }

    private static String unsigned(JsonObject header, JsonObject claims) {
        return BASE64.encodeToString(header.toString().getBytes(StandardCharsets.UTF_8)) + "."
                + BASE64.encodeToString(claims.toString().getBytes(StandardCharsets.UTF_8));
    }

    private static String rs256(JsonObject header, JsonObject claims, PrivateKey key) {
        try {
            Signature signature = Signature.getInstance("SHA256withRSA");
            signature.initSign(key);
            String content = unsigned(header, claims);
            signature.update(content.getBytes(StandardCharsets.US_ASCII));
            return content + "." + BASE64.encodeToString(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String hmac(JsonObject header, JsonObject claims, byte[] key) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            String content = unsigned(header, claims);
            return content + "." + BASE64.encodeToString(mac.doFinal(content.getBytes(StandardCharsets.US_ASCII)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
