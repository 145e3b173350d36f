package org.mcpgateway.bridge.era;

/** The revisions of the protocol this package stands between, and the {@code _meta} names of the newer one. */
final class Revision {

    /** The stateless revision. */
    static final String STATELESS = "2026-07-28";

    /** The last revision with {@code initialize}; what a child of that era is offered. */
    static final String INITIALIZE = "2025-11-25";

    static final String PROTOCOL_VERSION = "io.modelcontextprotocol/protocolVersion";
    static final String CLIENT_CAPABILITIES = "io.modelcontextprotocol/clientCapabilities";
    static final String CLIENT_INFO = "io.modelcontextprotocol/clientInfo";
    static final String LOG_LEVEL = "io.modelcontextprotocol/logLevel";
    static final String SERVER_INFO = "io.modelcontextprotocol/serverInfo";
    static final String SUBSCRIPTION_ID = "io.modelcontextprotocol/subscriptionId";

    private Revision() {}
}
