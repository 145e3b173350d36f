package org.mcpgateway.bridge.config;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Every setting of the bridge, validated.
 *
 * @param catalogue {@code MCP_CATALOGUE}: the file that names the services
 * @param service {@code MCP_SERVICE}: the one that {@code {context}/mcp} means when the host name says nothing
 * @param forwardAuth {@code FORWARD_AUTH_URL}: asked about every request, an absolute address or a path of this server;
 *     empty: a proxy in front has done that
 * @param guard whom requests may come from
 * @param limits what one client, one service and all together may use
 * @param fetch how the native fetch server reads the web
 * @param secrets what {@code ${secret:NAME}} of the catalogue stands for
 * @param children how many child processes there may be
 * @param sessions what outlives one request
 * @param monitoring who may see how the bridge is doing
 * @param vault how users' secrets are opened
 * @param operations whom the bridge tells of its sessions, and lets end them
 */
public record BridgeConfig(
        Optional<Path> catalogue,
        Optional<String> service,
        Optional<URI> forwardAuth,
        GuardSettings guard,
        LimitSettings limits,
        FetchSettings fetch,
        SecretSource secrets,
        ChildSettings children,
        SessionSettings sessions,
        MonitoringSettings monitoring,
        VaultSettings vault,
        OperationsSettings operations) {

    /**
     * Against DNS rebinding and foreign pages (MCP, basic/transports, Security), and children that ask for others.
     *
     * @param allowedHosts {@code MCP_ALLOWED_HOSTS}: host names that {@code Host} may say; {@code *.} matches every
     *     label; default: loopback names, and all of {@code BASE_DOMAIN}
     * @param allowedOrigins {@code MCP_ALLOWED_ORIGINS} or {@code MCP_CORS_ORIGINS}: origins of pages that may call;
     *     {@code *} is any
     * @param identityPeers {@code IDENTITY_PEERS}: whose requests may say who is asking; everybody's where
     *     {@code FORWARD_AUTH_URL} is set, since what they say is replaced then
     */
    public record GuardSettings(List<String> allowedHosts, List<String> allowedOrigins, IdentityPeers identityPeers) {}

    /**
     * Limits.
     *
     * @param idle {@code MCP_SESSION_IDLE_TIMEOUT}: a session without traffic and streams ends after it
     * @param call {@code MCP_CALL_TIMEOUT}: the longest call; zero: no limit
     * @param sessions {@code MCP_MAX_SESSIONS}: in all
     * @param sessionsPerUser {@code MCP_MAX_SESSIONS_PER_USER}
     * @param sessionsPerService {@code MCP_MAX_SESSIONS_PER_SERVICE}
     * @param calls {@code MCP_MAX_CALLS}: requests of clients that are not answered yet, in all
     * @param messageBytes {@code MCP_MAX_MESSAGE_BYTES}: one message, either way
     * @param body {@code MCP_BODY_TIMEOUT}: how long a message of a client may take to come
     */
    public record LimitSettings(
            Duration idle,
            Duration call,
            int sessions,
            int sessionsPerUser,
            int sessionsPerService,
            int calls,
            int messageBytes,
            Duration body) {}
}
