package org.mcpgateway.e2e;

import java.net.URI;
import java.util.List;
import java.util.Map;

/**
 * What a published client saw in one connection.
 *
 * @param server the service's name
 * @param version the revision that was spoken
 * @param tools the names of the tools that were listed
 * @param outcomes what came of each call of the plan
 */
record Observation(String server, Era era, String version, List<String> tools, Map<Capability, Outcome> outcomes) {

    /**
     * What came of one call.
     *
     * @param text what the tool answered, or {@code failed: } and why
     * @param progress what was told before
     * @param asked the questions of the server, which the client has answered
     */
    record Outcome(String text, List<Double> progress, List<String> asked) {}

    /**
     * A connection that a client is to make.
     *
     * @param server the service's name
     * @param calls the tools to call in it, one after the other
     */
    record Plan(String server, URI url, Era era, Map<Capability, Child.Task> calls) {}
}
