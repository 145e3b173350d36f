package org.mcpgateway.auth.admin;

import jakarta.json.bind.annotation.JsonbProperty;
import java.util.List;
import java.util.Optional;

/**
 * An MCP service as administrators see it, over all bridges that have it.
 *
 * @param name in the catalogue
 * @param kind {@code stdio}, {@code http}, {@code in-process} or {@code group}; empty while no bridge tells
 * @param status {@code UP}, {@code DOWN} where its children do not start, {@code UNREACHABLE} while no bridge tells
 * @param reason why it is not up
 * @param sessions that live
 * @param children its processes
 */
public record ServiceView(
        String name, String kind, Status status, Optional<String> reason, int sessions, List<Child> children) {

    /** How it is doing. */
    public enum Status {
        UP,
        DOWN,
        UNREACHABLE
    }

    /**
     * A process.
     *
     * @param bridge the id of the bridge that runs it
     * @param pid its identifier there
     * @param userId whose it is; empty where nobody signs in, and for a spare
     * @param spare whether it waits to be used
     * @param ageSeconds since its start
     */
    public record Child(
            String bridge,
            long pid,
            @JsonbProperty("user_id") String userId,
            boolean spare,
            @JsonbProperty("age_seconds") long ageSeconds) {}
}
