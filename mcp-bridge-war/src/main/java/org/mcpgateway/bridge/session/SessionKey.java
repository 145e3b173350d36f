package org.mcpgateway.bridge.session;

/**
 * Whose session it is and of which service.
 *
 * @param service the name in the catalogue
 * @param principal the user's id; the same constant for all where nobody signs in
 */
public record SessionKey(String service, String principal) {}
