package org.mcpgateway.bridge.server;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.mcpgateway.bridge.jsonrpc.EnvelopeScanner;
import org.mcpgateway.bridge.jsonrpc.JsonRpcError;
import org.mcpgateway.bridge.jsonrpc.RawJson;

/**
 * A child process that speaks MCP over its standard streams (MCP, basic/transports/stdio). Platform threads with small
 * stacks read them and write what may have to wait: virtual ones would hold their carriers.
 */
public final class StdioLink implements McpServerLink {

    private static final System.Logger LOG = System.getLogger(StdioLink.class.getName());
    private static final int STACK_BYTES = 256 * 1024;
    private static final int LONGEST_ERROR_LINE = 8 * 1024;

    /** How long a stranger may hold the output of a child that has ended. */
    private static final Duration OUTPUT_GRACE = Duration.ofSeconds(3);

    private final ChildCommand command;
    private final ChildProcess child;
    private final LinkListener listener;
    private final ChildWatcher watcher;
    private final Consumer<StdioLink> ended;
    private final long startedAt = System.nanoTime();
    private final AtomicBoolean asked = new AtomicBoolean();
    private final AtomicBoolean spoke = new AtomicBoolean();
    private final CountDownLatch gone = new CountDownLatch(1);

    StdioLink(
            ChildCommand command,
            ChildProcess child,
            LinkListener listener,
            ChildWatcher watcher,
            Consumer<StdioLink> ended) {
        this.command = command;
        this.child = child;
        this.listener = listener;
        this.watcher = watcher;
        this.ended = ended;
    }

    @SuppressWarnings("FutureReturnValueIgnored") // stop() is all there is to do
    void begin() {
        start("mcp-in " + command.label(), child.input());
        start("mcp-out " + command.label(), this::readOutput);
        start("mcp-err " + command.label(), this::readErrors);
        // What it started may hold its output open, so its end is not always the end of its output.
        child.process().onExit().thenRun(() -> stop("mcp-exit "));
    }

    /** The child's process id. */
    public long pid() {
        return child.process().pid();
    }

    /** How long it has run. */
    public Duration age() {
        return Duration.ofNanos(System.nanoTime() - startedAt);
    }

    @Override
    public void send(byte[] message) {
        child.input().send(message);
    }

    @Override
    public void call(byte[] request) {
        child.input().call(request);
    }

    @Override
    public void close() {
        if (asked.compareAndSet(false, true)) {
            stop("mcp-stop ");
        }
    }

    void awaitGone(long nanos) {
        if (!isGoneWithin(nanos)) {
            LOG.log(System.Logger.Level.WARNING, "event=child-lingers label={0}", command.label());
        }
    }

    private boolean isGoneWithin(long nanos) {
        try {
            return gone.await(nanos, TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private void stop(String thread) {
        Thread.ofVirtual().name(thread + command.label()).start(() -> {
            child.stop();
            if (!isGoneWithin(OUTPUT_GRACE.toNanos())) {
                child.closeStreams();
            }
        });
    }

    private void readOutput() {
        String reason = "the MCP server has ended";
        try (var output = child.process().getInputStream()) {
            new LineReader(output, command.longestLine()).forEach(this::received, this::skipped);
        } catch (IOException e) {
            reason = "the MCP server's output broke";
        } finally {
            // Whoever waits is told at once; only then the process is seen to its end.
            listener.closed(reason);
            child.stop();
            ended.accept(this);
            end();
        }
    }

    private void end() {
        ChildWatcher.End end = new ChildWatcher.End(asked.get(), spoke.get(), age(), child.exitCode());
        LOG.log(
                end.asked() ? System.Logger.Level.DEBUG : System.Logger.Level.WARNING,
                "event=child-ended label={0} asked={1} exit={2} lived={3}",
                command.label(),
                end.asked(),
                end.exitCode(),
                end.lived());
        watcher.gone(end);
        gone.countDown();
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
        hear(line);
    }

    private void hear(byte[] message) {
        child.input().heard(message);
        if (spoke.compareAndSet(false, true)) {
            watcher.spoke();
        }
        try {
            listener.received(message);
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.WARNING, "event=child-message-failed label=" + command.label(), e);
        }
    }

    /** The message is lost, but whoever waits for it, on either side, is told so. */
    private void skipped(SkippedLine line) {
        LOG.log(
                System.Logger.Level.WARNING,
                "event=child-line-too-long label={0} bytes={1} limit={2}",
                command.label(),
                line.bytes(),
                command.longestLine());
        EnvelopeScanner envelope = line.envelope();
        try {
            if (envelope.isResponse()) {
                hear(tooLong(envelope, "the MCP server's answer"));
            } else if (envelope.isRequest()) {
                send(tooLong(envelope, "the request"));
            }
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.DEBUG, "event=child-line-not-answered label=" + command.label(), e);
        }
    }

    private byte[] tooLong(EnvelopeScanner envelope, String what) {
        RawJson id = RawJson.parse(envelope.id().orElseThrow().getBytes(StandardCharsets.UTF_8));
        return JsonRpcError.message(
                id, JsonRpcError.INTERNAL_ERROR, what + " is longer than " + command.longestLine() + " bytes");
    }

    private void readErrors() {
        var log = new StderrLog(command.label());
        try (var errors = child.process().getErrorStream()) {
            new LineReader(errors, LONGEST_ERROR_LINE).forEach(log::line, line -> log.line(new byte[0]));
        } catch (IOException e) {
            LOG.log(System.Logger.Level.DEBUG, "event=child-stderr-broke label={0}", command.label());
        }
    }

    private static void start(String name, Runnable work) {
        Thread.ofPlatform().name(name).stackSize(STACK_BYTES).daemon().start(work);
    }
}
