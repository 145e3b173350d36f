package org.mcpgateway.bridge.tools;

import java.util.List;

/**
 * Which tools of a service its users may have; {@code tools} of a service in the catalogue.
 *
 * @param allow what may be had; empty: everything
 * @param deny what may not be had, though it be allowed
 */
public record ToolRule(List<NamePattern> allow, List<NamePattern> deny) {

    /** Every tool. */
    public static final ToolRule ALL = new ToolRule(List.of(), List.of());

    /** Names of tools have at most half of that (MCP 2025-11-25, server/tools, Tool Names). */
    public static final int LONGEST_NAME = 256;

    public ToolRule {
        allow = List.copyOf(allow);
        deny = List.copyOf(deny);
    }

    /** Whether nothing is kept from anybody. */
    public boolean allowsAll() {
        return allow.isEmpty() && deny.isEmpty();
    }

    /** Whether the tool of exactly this name may be had; asked of a rule that does not allow all. */
    public boolean allows(String name) {
        return isPlain(name)
                && (allow.isEmpty() || allow.stream().anyMatch(pattern -> pattern.matches(name)))
                && deny.stream().noneMatch(pattern -> pattern.matches(name));
    }

    /** Some servers read a name to its first zero character only: it must not be another one up to there. */
    private static boolean isPlain(String name) {
        return name.length() <= LONGEST_NAME && name.chars().noneMatch(Character::isISOControl);
    }
}
