package org.mcpgateway.compose;

import java.io.IOException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestWatcher;

/**
 * Tells of a test that failed what the containers were at that moment: each one's state, how often it has been started
 * again and why, and what the authorization server and Traefik said last. Later tests take containers away.
 */
final class StateOnFailure implements TestWatcher {

    private static final String STATE = "{{.Name}} {{.State.Status}} since {{.State.StartedAt}}, started again"
            + " {{.RestartCount}} times, exit code {{.State.ExitCode}}, out of memory {{.State.OOMKilled}}"
            + "{{with .State.Health}}, {{.Status}} ({{.FailingStreak}} checks failed){{end}}";

    @Override
    public void testFailed(ExtensionContext context, Throwable cause) {
        try {
            Deployment deployment = Deployment.shared();
            System.err.println("The containers when " + context.getDisplayName() + " failed:");
            for (String container :
                    deployment.docker("ps", "--all", "--quiet").output().split("\\s+")) {
                System.err.print(deployment
                        .docker("inspect", "--format", STATE, container)
                        .output());
            }
            for (String container : new String[] {"auth", "traefik"}) {
                System.err.println("The last lines of " + container + ":");
                System.err.print(deployment
                        .docker("logs", "--tail", "40", "--timestamps", Deployment.name(container))
                        .output());
            }
        } catch (IOException e) {
            System.err.println("Docker cannot be asked: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
