package org.mcpgateway.auth.admin;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.mcpgateway.auth.audit.AuditEvent;
import org.mcpgateway.auth.audit.AuditLog;

/** Records what was asked of the administration, and how that ended: of strangers once a minute, of others always. */
@Dependent
public class AdministrativeActs {

    private final AuditLog audit;

    @Inject
    AdministrativeActs(AuditLog audit) {
        this.audit = audit;
    }

    /**
     * Records one.
     *
     * @param name of who asked; null when nobody knows
     */
    public void record(@Nullable Object name, ContainerRequestContext request, ContainerResponseContext response) {
        AuditEvent act = AuditEvent.administrativeAct(
                Objects.toString(name, ""),
                request.getMethod(),
                request.getUriInfo().getRequestUri(),
                response.getStatus());
        if (name == null) {
            audit.recordSeldom(act);
        } else {
            audit.record(act);
        }
    }
}
