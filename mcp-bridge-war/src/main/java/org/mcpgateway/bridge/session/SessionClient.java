package org.mcpgateway.bridge.session;

import java.time.Instant;
import org.mcpgateway.bridge.server.Caller;

/**
 * Who has a session.
 *
 * @param caller the user and the OAuth client, as the proxy named them when it was opened
 * @param transport how the client reaches it
 * @param openedAt when
 */
public record SessionClient(Caller caller, Transport transport, Instant openedAt) {}
