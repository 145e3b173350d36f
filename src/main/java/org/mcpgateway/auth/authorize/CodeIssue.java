package org.mcpgateway.auth.authorize;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.mcpgateway.auth.audit.AuditEvent;
import org.mcpgateway.auth.audit.AuditLog;
import org.mcpgateway.auth.client.ClientRecord;
import org.mcpgateway.auth.client.ClientStore;
import org.mcpgateway.auth.config.IssuerSettings;
import org.mcpgateway.auth.identity.UserIdentity;
import org.mcpgateway.auth.oauth.RandomTokens;
import org.mcpgateway.auth.oauth.Scope;

/** The last step of every authorization: a code is sent back, and what the user said just now is remembered. */
@ApplicationScoped
public class CodeIssue {

    private final AuthorizationCodeStore codes;
    private final ConsentStore consents;
    private final ClientStore clients;
    private final RandomTokens random;
    private final IssuerSettings issuer;
    private final AuditLog audit;
    private final Clock clock;

    @Inject
    public CodeIssue(
            AuthorizationCodeStore codes,
            ConsentStore consents,
            ClientStore clients,
            RandomTokens random,
            IssuerSettings issuer,
            AuditLog audit,
            Clock clock) {
        this.codes = codes;
        this.consents = consents;
        this.clients = clients;
        this.random = random;
        this.issuer = issuer;
        this.audit = audit;
        this.clock = clock;
    }

    /** Where the browser is sent, with a new code for what the user has approved just now. */
    URI approved(ClientRecord client, ReturnAddress address, Granted granted) {
        consents.remember(
                granted.user(),
                client,
                ConsentStore.destination(address.redirectUri()),
                granted.scope(),
                granted.resources());
        return issue(client, address, granted);
    }

    /** Where the browser is sent, with a new code for what the user had approved before. */
    URI covered(ClientRecord client, ReturnAddress address, Granted granted) {
        consents.follow(granted.user(), client.clientId());
        return issue(client, address, granted);
    }

    private URI issue(ClientRecord client, ReturnAddress address, Granted granted) {
        clients.keep(client, Duration.ZERO);
        String grantId = random.identifier();
        String code = codes.issue(new AuthorizationCode(
                1,
                grantId,
                client.clientId(),
                address.redirectUri(),
                granted.codeChallenge(),
                granted.scope().toString(),
                granted.resources(),
                granted.user(),
                clock.instant()));
        audit.record(AuditEvent.of(AuditEvent.Type.CODE_ISSUED)
                .client(client.clientId())
                .user(granted.user().username())
                .grant(grantId));
        return address.withCode(code, issuer);
    }

    /**
     * What the user granted.
     *
     * @param user who
     * @param scope how much
     * @param resources canonical; empty: every service
     * @param codeChallenge of the client that asked
     */
    record Granted(UserIdentity user, Scope scope, List<String> resources, String codeChallenge) {}
}
