package org.mcpgateway.auth.oauth;

import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A set of scope tokens (RFC 6749 s3.3) in the order they were asked for.
 *
 * @param tokens the tokens, without duplicates
 */
public record Scope(Set<String> tokens) {

    /** Opens the MCP services; what a request without a scope gets. */
    public static final String MCP = "mcp";

    /** Opens the admin API to the operators named in the configuration. */
    public static final String ADMIN = "gateway:admin";

    /** What this server knows; whatever else is asked for is left out of the grant rather than refused. */
    public static final Set<String> SUPPORTED = Set.of(MCP, ADMIN, "openid", "profile", "email", "offline_access");

    /** Copies the tokens, keeping their order. */
    public Scope {
        tokens = java.util.Collections.unmodifiableSet(new LinkedHashSet<>(tokens));
    }

    /** The scope of a space-separated list; null and blank are the empty scope. */
    public static Scope parse(@Nullable String text) {
        return text == null || text.isBlank()
                ? new Scope(Set.of())
                : of(Arrays.asList(text.strip().split(" +")));
    }

    /** The scope of these tokens. */
    public static Scope of(Collection<String> tokens) {
        return new Scope(new LinkedHashSet<>(tokens));
    }

    /** What a client is given that asks for this: the supported tokens, or {@link #MCP} when none is left. */
    public Scope grantable() {
        Scope known = of(tokens.stream().filter(SUPPORTED::contains).toList());
        return known.tokens.contains(MCP) || known.tokens.contains(ADMIN) ? known : known.with(MCP);
    }

    /** The scope without what only operators get. */
    public Scope withoutAdministration() {
        Scope rest = of(tokens.stream().filter(token -> !token.equals(ADMIN)).toList());
        return rest.isEmpty() ? rest.with(MCP) : rest;
    }

    /** The tokens that are in both, in this scope's order. */
    public Scope intersection(Scope other) {
        return of(tokens.stream().filter(other.tokens::contains).toList());
    }

    /** Whether every token of {@code other} is in this scope. */
    public boolean covers(Scope other) {
        return tokens.containsAll(other.tokens);
    }

    /** Whether there is no token. */
    public boolean isEmpty() {
        return tokens.isEmpty();
    }

    private Scope with(String token) {
        var more = new LinkedHashSet<>(tokens);
        more.add(token);
        return new Scope(more);
    }

    /** The space-separated form of the wire. */
    @Override
    public String toString() {
        return String.join(" ", tokens);
    }
}
