package org.mcpgateway.bridge.server;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A child process that speaks MCP over its standard streams (MCP, basic/transports/stdio). Its output is read by a
 * platform thread with a small stack: a virtual one would hold its carrier in the read.
 */
public final class StdioLink implements McpServerLink {

    private static final System.Logger LOG = System.getLogger(StdioLink.class.getName());
    private static final int STACK_BYTES = 256 * 1024;

    /** How long a message may wait for a child that does not read. */
    private static final long PATIENCE_SECONDS = 10;

    private final ChildCommand command;
    private final ChildProcess child;
    private final OutputStream input;
    private final LinkListener listener;
    private final ReentrantLock writing = new ReentrantLock();
    private final AtomicBoolean closing = new AtomicBoolean();

    private StdioLink(ChildCommand command, ChildProcess child, LinkListener listener) {
        this.command = command;
        this.child = child;
        this.input = new BufferedOutputStream(child.process().getOutputStream(), 64 * 1024);
        this.listener = listener;
    }

    /**
     * Starts the child.
     *
     * @throws ServerUnavailableException when the system cannot start it
     */
    public static StdioLink open(ChildCommand command, LinkListener listener) {
        StdioLink link = new StdioLink(command, ChildProcess.start(command), listener);
        start("mcp-out " + command.label(), link::readOutput);
        start("mcp-err " + command.label(), link::readErrors);
        return link;
    }

    /** The child's process id. */
    public long pid() {
        return child.process().pid();
    }

    @Override
    public void send(byte[] message) {
        try {
            if (!writing.tryLock(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw new ServerUnavailableException("the MCP server does not read its input");
            }
            try {
                input.write(message);
                input.write('\n');
                input.flush();
            } finally {
                writing.unlock();
            }
        } catch (IOException e) {
            throw new ServerUnavailableException("the MCP server has ended", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ServerUnavailableException("interrupted while the MCP server was busy", e);
        }
    }

    @Override
    public void close() {
        if (closing.compareAndSet(false, true)) {
            Thread.ofVirtual().name("mcp-stop " + command.label()).start(child::stop);
        }
    }

    private void readOutput() {
        String reason = "the MCP server ended its output";
        try (var output = child.process().getInputStream()) {
            new LineReader(output, command.longestLine()).forEach(this::received, this::skipped);
        } catch (IOException e) {
            reason = "the MCP server's output broke";
        } finally {
            closing.set(true);
            child.stop();
            LOG.log(
                    System.Logger.Level.DEBUG,
                    "event=child-ended label={0} exit={1}",
                    command.label(),
                    child.exitCode());
            listener.closed(reason);
        }
    }

    private void received(byte[] line) {
        if (line.length == 0) {
            return;
        }
        if (line[0] != '{' && line[0] != '[') {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "event=child-garbage label={0} bytes={1}",
                    command.label(),
                    line.length);
            return;
        }
        try {
            listener.received(line);
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.WARNING, "event=child-message-failed label=" + command.label(), e);
        }
    }

    private void skipped(long bytes) {
        LOG.log(
                System.Logger.Level.WARNING,
                "event=child-line-too-long label={0} bytes={1} limit={2}",
                command.label(),
                bytes,
                command.longestLine());
    }

    private void readErrors() {
        var log = new StderrLog(command.label());
        try (var errors = child.process().getErrorStream()) {
            new LineReader(errors, 8 * 1024).forEach(log::line, bytes -> log.line(new byte[0]));
        } catch (IOException e) {
            LOG.log(System.Logger.Level.DEBUG, "event=child-stderr-broke label={0}", command.label());
        }
    }

    private static void start(String name, Runnable work) {
        Thread.ofPlatform().name(name).stackSize(STACK_BYTES).daemon().start(work);
    }
}
