package org.mcpgateway.auth.token;

/** What became of an attempt to use a refresh token. */
public sealed interface Rotation {

    /**
     * The token was the family's current one, or was so until a moment ago; either way the successor is the same.
     *
     * @param grantId of the family
     * @param family what it stands for
     * @param successor the refresh token to go on with
     */
    record Rotated(String grantId, RefreshTokenFamily family, String successor) implements Rotation {}

    /**
     * The token was used up longer ago than the grace allows: somebody has a copy, and the family must end (OAuth 2.1
     * s4.3.1).
     *
     * @param grantId of the family
     */
    record Reused(String grantId) implements Rotation {}

    /** Never issued, expired, revoked, or another client's. */
    record Unknown() implements Rotation {}
}
