package org.mcpgateway.bridge.server;

import java.time.Duration;

/** Hears of a child's life, besides what it says. */
public interface ChildWatcher {

    /** It has said something for the first time, so it has started well. */
    void spoke();

    /** It is gone, and everything it started; called once, last. */
    void gone(End end);

    /**
     * How it ended.
     *
     * @param asked whether the bridge asked it to
     * @param spoke whether it ever said anything
     * @param lived from its start
     * @param exitCode as the system says; 128 and more: by a signal
     */
    record End(boolean asked, boolean spoke, Duration lived, int exitCode) {}
}
