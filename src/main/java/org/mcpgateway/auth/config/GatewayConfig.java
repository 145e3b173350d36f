package org.mcpgateway.auth.config;

/**
 * Every setting of the authorization server, validated. Features inject the part that is theirs, not the whole.
 *
 * @param issuer this server's identifier and public address
 * @param resources the MCP services behind it
 * @param tokens how access tokens, refresh tokens and codes are made and how long they live
 * @param clients what may register, and for how long
 * @param documents clients that name themselves by an address
 * @param identity who signs users in, and who is allowed
 * @param admin who administers this server
 * @param audit how much of the audit trail can be searched
 * @param monitoring who may see how this server is doing
 * @param network which proxies and origins are believed
 * @param limits how often what invites abuse may be done
 * @param load how much is served at the same time
 * @param redis where state is kept
 * @param vault how users' secrets for their MCP servers are kept
 * @param operations how this server reaches the bridges
 */
public record GatewayConfig(
        IssuerSettings issuer,
        ResourceSettings resources,
        TokenSettings tokens,
        ClientSettings clients,
        ClientDocumentSettings documents,
        IdentitySettings identity,
        AdminSettings admin,
        AuditSettings audit,
        MonitoringSettings monitoring,
        NetworkSettings network,
        LimitSettings limits,
        LoadSettings load,
        RedisSettings redis,
        VaultSettings vault,
        OperationsSettings operations) {}
