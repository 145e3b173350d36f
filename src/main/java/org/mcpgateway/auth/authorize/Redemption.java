package org.mcpgateway.auth.authorize;

/** What became of an attempt to redeem a code. */
public sealed interface Redemption {

    /**
     * The first time.
     *
     * @param code what it stands for
     */
    record Fresh(AuthorizationCode code) implements Redemption {}

    /**
     * Not the first time: what it gave must be revoked (RFC 6749 s4.1.2).
     *
     * @param grantId of everything it gave
     */
    record Replayed(String grantId) implements Redemption {}

    /** Never issued, or long gone. */
    record Unknown() implements Redemption {}
}
