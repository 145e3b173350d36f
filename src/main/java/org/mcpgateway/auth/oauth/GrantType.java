package org.mcpgateway.auth.oauth;

import java.util.Arrays;
import java.util.List;

/** The grants of the token endpoint. */
public enum GrantType {
    /** OAuth 2.1 s4.1.3. */
    AUTHORIZATION_CODE("authorization_code"),
    /** OAuth 2.1 s4.3. */
    REFRESH_TOKEN("refresh_token"),
    /** RFC 8628 s3.4. */
    DEVICE_CODE("urn:ietf:params:oauth:grant-type:device_code"),
    /** OAuth 2.1 s4.2; for machine clients that an operator made. */
    CLIENT_CREDENTIALS("client_credentials");

    private final String wireName;

    GrantType(String wireName) {
        this.wireName = wireName;
    }

    /** The value of {@code grant_type}. */
    public String wireName() {
        return wireName;
    }

    /**
     * The grant of a wire name.
     *
     * @throws OAuthException unsupported_grant_type
     */
    public static GrantType parse(String wireName) {
        return Arrays.stream(values())
                .filter(type -> type.wireName.equals(wireName))
                .findFirst()
                .orElseThrow(() -> OAuthException.of(
                        OAuthError.UNSUPPORTED_GRANT_TYPE, "grant_type must be one of " + String.join(", ", names())));
    }

    /** The wire names of all grants. */
    public static List<String> names() {
        return Arrays.stream(values()).map(GrantType::wireName).toList();
    }
}
