package org.mcpgateway.auth.authorize;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Optional;
import org.mcpgateway.auth.audit.AuditEvent;
import org.mcpgateway.auth.audit.AuditLog;
import org.mcpgateway.auth.http.RequestParameters;
import org.mcpgateway.auth.http.RequestTrace;
import org.mcpgateway.auth.identity.IdentityProvider;
import org.mcpgateway.auth.identity.IdentityProviders;
import org.mcpgateway.auth.identity.UserIdentity;
import org.mcpgateway.auth.identity.UserPolicy;
import org.mcpgateway.auth.oauth.OAuthError;
import org.mcpgateway.auth.oauth.OAuthException;

/** What an identity provider's answer means: who signed in and may use this gateway, or why nobody did. */
@ApplicationScoped
public class CompletedSignIns {

    private static final System.Logger LOG = System.getLogger(CompletedSignIns.class.getName());
    private static final Duration RETRY_AFTER = Duration.ofSeconds(10);

    private final IdentityProviders providers;
    private final UserPolicy policy;
    private final AuditLog audit;
    private final RequestTrace trace;

    @Inject
    public CompletedSignIns(IdentityProviders providers, UserPolicy policy, AuditLog audit, RequestTrace trace) {
        this.providers = providers;
        this.policy = policy;
        this.audit = audit;
        this.trace = trace;
    }

    /**
     * Who signed in.
     *
     * @param answer the parameters that the provider sent
     * @throws OAuthException access_denied when the user refused, is not allowed or was not vouched for;
     *     temporarily_unavailable when the provider fails; server_error when it does not accept this gateway's request
     */
    UserIdentity user(PendingAuthorization pending, RequestParameters answer) {
        try {
            UserIdentity user = allowed(identified(pending, answer));
            audit.record(AuditEvent.of(AuditEvent.Type.SIGNED_IN)
                    .with("client_id", client(pending))
                    .user(user.username())
                    .with("provider", user.provider())
                    .with("subject", user.subject()));
            return user;
        } catch (OAuthException e) {
            LOG.log(
                    System.Logger.Level.INFO,
                    "event=sign-in-refused request={0} provider={1} error={2} detail={3}",
                    trace.id(),
                    pending.provider(),
                    e.error().code(),
                    e.detail().orElse(e.description()));
            audit.record(AuditEvent.of(AuditEvent.Type.SIGN_IN_REFUSED)
                    .with("client_id", client(pending))
                    .with("provider", pending.provider())
                    .reason(e.description()));
            throw e;
        }
    }

    /** For whose authorization somebody signs in; empty where it is for one of this server's own pages. */
    private static Optional<String> client(PendingAuthorization pending) {
        return pending.returnTo().isPresent() ? Optional.empty() : Optional.of(pending.clientId());
    }

    private UserIdentity identified(PendingAuthorization pending, RequestParameters answer) {
        IdentityProvider provider = providers
                .find(pending.provider())
                .orElseThrow(() -> OAuthException.accessDenied("the identity provider is not configured any more"));
        if (!provider.mayHaveSent(answer.optional("iss"))) {
            throw OAuthException.accessDenied("the answer came from another identity provider than the one asked")
                    .withDetail("iss is missing or is not that of " + provider.id());
        }
        answer.optional("error").ifPresent(error -> {
            throw refusal(error);
        });
        return provider.identify(answer.required("code"), pending.signIn());
    }

    private UserIdentity allowed(UserIdentity user) {
        if (!policy.allows(user)) {
            throw OAuthException.accessDenied("this account is not allowed to use this gateway: ask its operator")
                    .withDetail("no list allows " + user.provider() + " " + user.subject());
        }
        return user;
    }

    /** RFC 6749 s4.1.2.1 and OpenID Connect Core s3.1.2.6, told apart by who can do something about it. */
    private static OAuthException refusal(String error) {
        return switch (error) {
            case "access_denied",
                    "consent_required",
                    "interaction_required",
                    "login_required",
                    "account_selection_required" ->
                OAuthException.accessDenied("the sign-in was refused").withDetail("provider said " + error);
            case "server_error", "temporarily_unavailable" ->
                OAuthException.unavailable(
                                "the identity provider cannot sign anybody in at the moment: try again", RETRY_AFTER)
                        .withDetail("provider said " + error);
            default ->
                OAuthException.of(
                                OAuthError.SERVER_ERROR,
                                "the identity provider did not accept this gateway's request: ask its operator")
                        .withDetail("provider said "
                                + (error.matches("[a-z_]{1,64}") ? error : "an error that is no error code"));
        };
    }
}
