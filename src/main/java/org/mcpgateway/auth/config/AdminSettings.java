package org.mcpgateway.auth.config;

import java.util.List;

/**
 * Who administers this server, and under which names.
 *
 * @param users {@code ADMIN_USERS}: names whose tokens may carry {@code gateway:admin}; those of an OpenID Connect
 *     provider as {@code provider:name}
 * @param machineClients {@code ADMIN_MACHINE_CLIENTS}: those of {@code MACHINE_CLIENTS} whose tokens may carry it
 * @param hosts {@code ADMIN_HOSTS}: hosts, with a port if it is not the default, under which alone the admin API
 *     answers, lower case; empty: the issuer's
 */
public record AdminSettings(List<String> users, List<String> machineClients, List<String> hosts) {}
