package org.mcpgateway.bridge.era;

/**
 * Whose child it is: requests with the same key share one.
 *
 * @param service the name in the catalogue
 * @param principal the user's id, or a constant where nobody signs in
 * @param definition tells a service as it is now from what it was before the catalogue changed
 */
public record ServerKey(String service, String principal, int definition) {}
