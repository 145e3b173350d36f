package org.mcpgateway.bridge.supervision;

import org.mcpgateway.bridge.server.McpServerLink;
import org.mcpgateway.bridge.server.StdioLink;

/** A running child in its place. */
public final class SupervisedChild implements McpServerLink {

    private final StdioLink link;
    private final Supervisor.Watch watch;

    SupervisedChild(StdioLink link, Supervisor.Watch watch) {
        this.link = link;
        this.watch = watch;
    }

    /** The child's process id. */
    public long pid() {
        return link.pid();
    }

    /**
     * A spare becomes this user's child.
     *
     * @throws org.mcpgateway.bridge.server.ServerBusyException when the user may have no more; it stays a spare
     */
    public void passTo(Tenant user) {
        watch.passTo(user);
    }

    /** Whose it is now, and for how long it has run. */
    RunningChild described() {
        Tenant tenant = watch.tenant();
        return new RunningChild(pid(), tenant.isSpare() ? "" : tenant.user(), tenant.isSpare(), link.age());
    }

    boolean isOf(String service) {
        return watch.tenant().service().equals(service);
    }

    @Override
    public void send(byte[] message) {
        link.send(message);
    }

    @Override
    public void call(byte[] request) {
        link.call(request);
    }

    @Override
    public void close() {
        link.close();
    }
}
