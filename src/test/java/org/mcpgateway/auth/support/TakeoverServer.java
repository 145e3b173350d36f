package org.mcpgateway.auth.support;

import java.util.Map;

/** A server that takes over a forerunner's state: its users are GitHub's, as the forerunner's are. */
public final class TakeoverServer {

    /** The one who may use it. */
    public static final String USER = "testuser";

    private TakeoverServer() {}

    /** The one that the tests of this JVM share. */
    public static AuthServer shared() {
        return Shared.INSTANCE;
    }

    private static final class Shared {
        static final AuthServer INSTANCE = AuthServer.start(
                Map.of("GITHUB_CLIENT_ID", "gateway", "GITHUB_CLIENT_SECRET", "secret", "ALLOWED_GITHUB_USERS", USER));
    }
}
