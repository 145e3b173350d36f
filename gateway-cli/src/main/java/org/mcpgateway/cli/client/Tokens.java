package org.mcpgateway.cli.client;

import java.io.IOException;
import java.net.URI;
import java.util.Optional;
import org.mcpgateway.cli.CommandContext;
import org.mcpgateway.cli.CommandException;
import org.mcpgateway.cli.ExitCode;

/** Where a connection has its token from. */
public interface Tokens {

    /** The token that there is; empty before anybody has signed in. */
    Optional<String> token() throws IOException, InterruptedException;

    /**
     * A token in place of one that was refused.
     *
     * @param refused the token; empty when there was none
     * @param challenge what the server said in {@code WWW-Authenticate}
     */
    String instead(Optional<String> refused, String challenge) throws IOException, InterruptedException;

    /** This token and no other: throws UNAUTHORIZED when it is refused. */
    static Tokens only(String token) {
        return new Tokens() {

            @Override
            public Optional<String> token() {
                return Optional.of(token);
            }

            @Override
            public String instead(Optional<String> refused, String challenge) {
                throw new CommandException(ExitCode.UNAUTHORIZED, "the token is refused");
            }
        };
    }

    /** What {@code client-token} or another verb of a client left for this MCP server, renewed when it has run out. */
    static Optional<String> kept(CommandContext context, URI service) throws IOException, InterruptedException {
        return new Authorization(context, service, false, person -> {}).token();
    }
}
