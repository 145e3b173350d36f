package org.mcpgateway.bridge.supervision;

import java.time.Duration;

/**
 * A child that runs.
 *
 * @param pid its process id
 * @param user whose it is; empty where nobody signs in, and for a spare
 * @param spare whether it waits to be used
 * @param age since its start
 */
public record RunningChild(long pid, String user, boolean spare, Duration age) {}
