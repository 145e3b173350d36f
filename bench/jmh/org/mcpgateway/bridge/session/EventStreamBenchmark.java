package org.mcpgateway.bridge.session;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.mcpgateway.bridge.config.SessionSettings;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.Blackhole;

/** Writing one message as an event, kept for a client that comes back, up to where the server takes the bytes. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class EventStreamBenchmark {

    @Param({"100", "10000", "1000000"})
    public int length;

    private byte[] message;
    private EventStream stream;

    @Setup
    public void prepare(Blackhole taken) throws IOException {
        message = ("{" + "x".repeat(length - 2) + "}").getBytes(StandardCharsets.US_ASCII);
        var replay = new SessionSettings.Replay(1000, 4 << 20, Duration.ofMinutes(5));
        var store = new ReplayStore(Optional.empty(), new SessionSettings(Optional.empty(), Optional.empty(), replay, false));
        stream = new EventStream("s1", true, new ReplayLog("session", replay, store));
        stream.open(new Taking(taken));
    }

    @Benchmark
    public void send() {
        stream.send(message);
    }

    private record Taking(Blackhole taken) implements Sink {

        @Override
        public void json(int status, byte[] bytes) {
            taken.consume(bytes);
        }

        @Override
        public void openStream() {
            taken.consume(this);
        }

        @Override
        public void write(byte[] bytes) {
            taken.consume(bytes);
        }

        @Override
        public void end() {
            taken.consume(this);
        }
    }
}
