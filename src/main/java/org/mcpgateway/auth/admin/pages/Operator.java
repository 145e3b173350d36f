package org.mcpgateway.auth.admin.pages;

import jakarta.enterprise.context.RequestScoped;
import org.jspecify.annotations.Nullable;
import org.mcpgateway.auth.identity.UserIdentity;

/** Who administers by this request, once {@link OperatorFilter} let them through. */
@RequestScoped
public class Operator {

    private @Nullable UserIdentity user;

    void is(UserIdentity operator) {
        this.user = operator;
    }

    UserIdentity user() {
        if (user == null) {
            throw new IllegalStateException("nobody administers by this request");
        }
        return user;
    }
}
