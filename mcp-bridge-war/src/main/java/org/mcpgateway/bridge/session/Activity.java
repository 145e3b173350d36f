package org.mcpgateway.bridge.session;

import java.time.Duration;

/**
 * How busy a session is.
 *
 * @param idle how long nothing has happened; zero while a client waits for a call or has a stream open
 * @param calls under way
 */
public record Activity(Duration idle, int calls) {}
