package org.mcpgateway.bridge.server;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.Blackhole;

/** Splitting what a child says into messages, for each message. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class LinesBenchmark {

    private static final int LINES = 100;

    @Param({"100", "10000", "1000000"})
    public int length;

    private byte[] said;

    @Setup
    public void prepare() {
        said = (("x".repeat(length - 1) + "\n").repeat(LINES)).getBytes(StandardCharsets.US_ASCII);
    }

    @Benchmark
    @OperationsPerInvocation(LINES)
    public void lines(Blackhole sink) throws IOException {
        new LineReader(new ByteArrayInputStream(said), 16 << 20).forEach(sink::consume, sink::consume);
    }
}
