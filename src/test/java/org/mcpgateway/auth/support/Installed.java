package org.mcpgateway.auth.support;

import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.util.Optional;

/** What a test needs on the machine: where it is missing, a person's test is skipped and CI's fails. */
public final class Installed {

    private Installed() {}

    /**
     * What was found.
     *
     * @param description names it for whoever has to install it
     */
    public static <T> T require(String description, Optional<T> found) {
        if (found.isEmpty() && "true".equals(System.getenv("CI"))) {
            return fail(description + " is not installed");
        }
        return found.orElseGet(() -> abort(description + " is not installed"));
    }
}
