package org.mcpgateway.auth.pkce;

import java.util.regex.Pattern;
import org.mcpgateway.auth.oauth.OAuthException;
import org.mcpgateway.auth.oauth.Sha256;

/**
 * The S256 challenge of an authorization request (RFC 7636 s4.2).
 *
 * @param value base64url of a SHA-256, 43 characters
 */
public record CodeChallenge(String value) {

    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9_-]{43}");

    /** Refuses what cannot be an S256 challenge. */
    public CodeChallenge {
        if (!FORM.matcher(value).matches()) {
            throw OAuthException.invalidRequest("code_challenge must be 43 base64url characters");
        }
    }

    /** Whether the verifier hashes to this challenge (RFC 7636 s4.6). */
    public boolean isAnsweredBy(CodeVerifier verifier) {
        return Sha256.matches(verifier.value(), value);
    }
}
