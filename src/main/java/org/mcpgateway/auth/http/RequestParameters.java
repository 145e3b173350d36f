package org.mcpgateway.auth.http;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.mcpgateway.auth.oauth.OAuthException;

/**
 * The parameters of a form or of a query. A parameter without a value counts as not sent, and one that is sent twice is
 * refused when it is read, unless it may repeat (RFC 6749 s3.1, s3.2).
 */
public final class RequestParameters {

    private final Map<String, List<String>> values;

    private RequestParameters(Map<String, List<String>> values) {
        this.values = values;
    }

    /**
     * Parses {@code application/x-www-form-urlencoded} text.
     *
     * @param encoded a form's body or a raw query; null and empty have no parameters
     * @throws OAuthException invalid_request when the percent encoding is broken
     */
    public static RequestParameters parse(@Nullable String encoded) {
        Map<String, List<String>> values = new LinkedHashMap<>();
        if (encoded == null) {
            return new RequestParameters(values);
        }
        for (String pair : encoded.split("&", -1)) {
            int equals = pair.indexOf('=');
            String name = decode(equals < 0 ? pair : pair.substring(0, equals));
            String value = equals < 0 ? "" : decode(pair.substring(equals + 1));
            if (!value.isEmpty()) {
                values.computeIfAbsent(name, unused -> new ArrayList<>()).add(value);
            }
        }
        return new RequestParameters(values);
    }

    /** The value; throws {@code invalid_request} when it is missing or repeated. */
    public String required(String name) {
        return optional(name).orElseThrow(() -> OAuthException.invalidRequest(name + " is required"));
    }

    /** The value, if sent; throws {@code invalid_request} when it is repeated. */
    public Optional<String> optional(String name) {
        List<String> all = all(name);
        if (all.size() > 1) {
            throw OAuthException.invalidRequest(name + " must not be sent more than once");
        }
        return all.stream().findFirst();
    }

    /** Every value of a parameter that may repeat, in the order sent. */
    public List<String> all(String name) {
        return values.getOrDefault(name, List.of());
    }

    private static String decode(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw OAuthException.invalidRequest("the parameters are not application/x-www-form-urlencoded");
        }
    }
}
