package org.mcpgateway.bridge.session;

import java.time.Duration;

/**
 * How busy a session is.
 *
 * @param idle how long nothing has happened; zero while a call runs or a stream is open
 * @param calls under way
 */
public record Activity(Duration idle, int calls) {}
