package org.mcpgateway.bridge.supervision;

/**
 * Whose child it is.
 *
 * @param service the name in the catalogue
 * @param user the user's id; empty where nobody signs in
 */
public record Tenant(String service, String user) {

    private static final String SPARE = "\0spare";

    /** Nobody's yet: a child that was started ahead of need. */
    public static Tenant spareOf(String service) {
        return new Tenant(service, SPARE);
    }

    boolean isSpare() {
        return user.equals(SPARE);
    }
}
