package org.mcpgateway.auth.authorize;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.mcpgateway.auth.client.ClientRecord;
import org.mcpgateway.auth.identity.UserIdentity;
import org.mcpgateway.auth.oauth.Scope;
import org.mcpgateway.auth.redis.RedisKeys;

/**
 * What a user let a client do: each approval as it was given, so that no two of them add up to a third that nobody
 * gave.
 *
 * @param version of this record's form; 3
 * @param provider that vouched for the user
 * @param subject the user's identifier there
 * @param username the name the user had when it was last given or used
 * @param clientId the client
 * @param clientName as it called itself at the last approval
 * @param approvals the latest first
 */
public record Consent(
        int version,
        String provider,
        String subject,
        String username,
        String clientId,
        String clientName,
        List<Approval> approvals) {

    /** Clients ask for few different things; what was approved before that is asked for again. */
    private static final int MOST_APPROVALS = 20;

    /** Records of earlier forms have no approvals: they are asked for again. */
    public Consent {
        approvals = List.copyOf(Objects.requireNonNullElse(approvals, List.of()));
    }

    /** Nothing yet. */
    static Consent none(UserIdentity user, ClientRecord client) {
        return new Consent(
                3, user.provider(), user.subject(), user.username(), client.clientId(), client.clientName(), List.of());
    }

    /** How indexes name it. */
    String name() {
        return RedisKeys.consentName(provider, subject, clientId);
    }

    /** A copy with one more approval, which takes the place of one of the same. */
    Consent with(Approval latest) {
        return new Consent(
                version,
                provider,
                subject,
                username,
                clientId,
                clientName,
                Stream.concat(Stream.of(latest), approvals.stream().filter(earlier -> !earlier.isSameAs(latest)))
                        .limit(MOST_APPROVALS)
                        .toList());
    }

    /** A copy for the name that the user has now. */
    Consent named(String newUsername) {
        return new Consent(version, provider, subject, newUsername, clientId, clientName, approvals);
    }

    /** Whether one approval covers all that is wanted. */
    boolean covers(Approval wanted) {
        return approvals.stream().anyMatch(approval -> approval.covers(wanted));
    }

    /** Whether the user has ever let the client's answers go there. */
    boolean names(String destination) {
        return approvals.stream().anyMatch(approval -> approval.destination().equals(destination));
    }

    /**
     * One approval.
     *
     * @param destination scheme and host of the redirect URI, or {@link ConsentStore#DEVICE}
     * @param scope space-separated
     * @param resources canonical; empty: every service
     * @param givenAt when
     */
    public record Approval(String destination, String scope, List<String> resources, Instant givenAt) {

        private boolean isSameAs(Approval other) {
            return destination.equals(other.destination)
                    && scope.equals(other.scope)
                    && resources.equals(other.resources);
        }

        private boolean covers(Approval wanted) {
            return destination.equals(wanted.destination)
                    && Scope.parse(scope).covers(Scope.parse(wanted.scope))
                    && (resources.isEmpty()
                            || (!wanted.resources.isEmpty() && resources.containsAll(wanted.resources)));
        }
    }
}
