package org.mcpgateway.auth.support;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Gives the server that Arquillian starts its settings: {@code arquillian.xml} takes them from system properties.
 * Stands before {@code ArquillianExtension}.
 */
public final class ArquillianSettings implements BeforeAllCallback {

    @Override
    public void beforeAll(ExtensionContext context) throws IOException {
        Path key = Path.of(System.getProperty("war")).resolveSibling("arquillian-key.b64");
        Files.writeString(key, TestKeys.privatePem(TestKeys.signing()));
        System.setProperty("test.redis.url", RedisServer.shared().url().toString());
        System.setProperty("test.jwt.key.file", key.toString());
        System.setProperty("test.jvm.agent", CoverageAgent.furtherOption());
    }
}
