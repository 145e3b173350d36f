package org.mcpgateway.compose;

import java.io.IOException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestWatcher;

/** Tells of a test that failed what the containers were at that moment: later tests take them away. */
final class StateOnFailure implements TestWatcher {

    @Override
    public void testFailed(ExtensionContext context, Throwable cause) {
        try {
            System.err.println("The containers when " + context.getDisplayName() + " failed:");
            System.err.print(Deployment.shared().state());
        } catch (IOException e) {
            System.err.println("Docker cannot be asked: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
