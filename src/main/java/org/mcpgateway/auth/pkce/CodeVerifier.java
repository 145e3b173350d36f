package org.mcpgateway.auth.pkce;

import java.util.regex.Pattern;
import org.mcpgateway.auth.oauth.OAuthException;

/**
 * The secret behind a challenge (RFC 7636 s4.1).
 *
 * @param value 43 to 128 unreserved characters
 */
public record CodeVerifier(String value) {

    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9._~-]{43,128}");

    /** Refuses what cannot be a verifier. */
    public CodeVerifier {
        if (!FORM.matcher(value).matches()) {
            throw OAuthException.invalidRequest("code_verifier must be 43 to 128 unreserved characters");
        }
    }

    @Override
    public String toString() {
        return "(code verifier)";
    }
}
