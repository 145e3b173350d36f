package org.mcpgateway.cli.run;

/**
 * Where a local gateway answers.
 *
 * @param port on 127.0.0.1
 */
record Address(int port) {

    String host() {
        return "127.0.0.1:" + port;
    }

    /** The issuer identifier, without a trailing slash. */
    String issuer() {
        return "http://" + host();
    }

    /** The bridge's context. */
    String bridge() {
        return issuer() + "/services";
    }

    /** The MCP address of one service. */
    String service(String name) {
        return bridge() + "/" + name + "/mcp";
    }
}
