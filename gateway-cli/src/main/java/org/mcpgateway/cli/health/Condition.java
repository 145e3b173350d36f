package org.mcpgateway.cli.health;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.net.URI;
import java.util.Locale;
import org.mcpgateway.cli.CommandException;
import org.mcpgateway.cli.ExitCode;
import org.mcpgateway.cli.api.Report;

/**
 * How one part of a gateway is.
 *
 * @param name {@code auth}, or a service
 * @param address where it was asked
 * @param state how it is
 * @param seen what it said, or what to do
 */
record Condition(String name, URI address, State state, String seen) {

    /** How a part can be; the worse ones come first. */
    enum State {
        UNREACHABLE(ExitCode.UNREACHABLE),
        UNHEALTHY(ExitCode.FAILED),
        UNAUTHORIZED(ExitCode.UNAUTHORIZED),
        NOT_FOUND(ExitCode.NOT_FOUND),
        HEALTHY(ExitCode.OK);

        private final ExitCode exitCode;

        State(ExitCode exitCode) {
            this.exitCode = exitCode;
        }

        ExitCode exitCode() {
            return exitCode;
        }
    }

    /** Of something that could not be done. */
    static Condition of(String name, URI address, CommandException failure) {
        State state = switch (failure.exitCode()) {
            case UNREACHABLE -> State.UNREACHABLE;
            case UNAUTHORIZED -> State.UNAUTHORIZED;
            case NOT_FOUND -> State.NOT_FOUND;
            default -> State.UNHEALTHY;
        };
        return new Condition(name, address, state, Report.plain(String.valueOf(failure.getMessage())));
    }

    JsonObject json() {
        return Json.createObjectBuilder()
                .add("name", name)
                .add("address", address.toString())
                .add("state", state.name().toLowerCase(Locale.ROOT))
                .add("seen", seen)
                .build();
    }
}
