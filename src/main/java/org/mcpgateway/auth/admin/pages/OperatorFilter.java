package org.mcpgateway.auth.admin.pages;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.ext.Provider;
import java.util.Optional;
import org.mcpgateway.auth.admin.AdministrativeActs;
import org.mcpgateway.auth.authorize.BrowserSessions;
import org.mcpgateway.auth.identity.UserIdentity;
import org.mcpgateway.auth.identity.UserPolicy;
import org.mcpgateway.auth.oauth.OAuthException;

/**
 * Lets operators through to their pages, under the hosts of the admin API. Whoever has not signed in is asked to; every
 * page and act of somebody who has, and every refusal, is an audit event as a call of the API is: refusals of those
 * whom nobody knows once a minute.
 */
@Provider
@Dependent
@OperatorPage
@Priority(Priorities.AUTHENTICATION)
public class OperatorFilter implements ContainerRequestFilter, ContainerResponseFilter {

    private static final String NAME = OperatorFilter.class.getName();
    private static final int REFUSED = 400;

    private final OperatorFrame frame;
    private final Operator operator;
    private final BrowserSessions sessions;
    private final UserPolicy policy;
    private final AdministrativeActs acts;

    /** Never runs: RESTEasy looks for a public constructor without parameters before it lets CDI make the object. */
    public OperatorFilter() {
        throw new IllegalStateException("made by CDI only");
    }

    @Inject
    OperatorFilter(
            OperatorFrame frame,
            Operator operator,
            BrowserSessions sessions,
            UserPolicy policy,
            AdministrativeActs acts) {
        this.frame = frame;
        this.operator = operator;
        this.sessions = sessions;
        this.policy = policy;
        this.acts = acts;
    }

    @Override
    public void filter(ContainerRequestContext request) {
        frame.requireHost();
        Optional<UserIdentity> user = sessions.user(request.getCookies());
        if (user.isEmpty()) {
            if (request.getMethod().equals(HttpMethod.POST)) {
                throw OAuthException.accessDenied("You are not signed in any more: open the page again.");
            }
            request.abortWith(frame.signIn(request.getCookies()));
        } else {
            admit(user.get(), request);
        }
    }

    private void admit(UserIdentity user, ContainerRequestContext request) {
        request.setProperty(NAME, user.username());
        if (!policy.mayAdminister(user)) {
            throw OAuthException.accessDenied(user.username() + " does not administer this gateway.");
        }
        operator.is(user);
    }

    @Override
    public void filter(ContainerRequestContext request, ContainerResponseContext response) {
        Object name = request.getProperty(NAME);
        if (name != null || response.getStatus() >= REFUSED) {
            acts.record(name, request, response);
        }
    }
}
