package org.mcpgateway.bridge.jsonrpc;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Reading a message and giving it the id of the other side: what each call costs twice. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class MessageBenchmark {

    /** Characters of the tool's argument, and of the text that it answers. */
    @Param({"20", "10000", "1000000"})
    public int characters;

    private byte[] request;
    private byte[] response;
    private RawJson id;

    @Setup
    public void prepare() {
        String text = "What it says, and \\\"more\\\" of it. ".repeat(characters / 30 + 1).substring(0, characters - 1) + ".";
        text = text.replaceAll("\\\\+(?=\\.$)", "");
        request = ("{\"jsonrpc\":\"2.0\",\"id\":1234567,\"method\":\"tools/call\",\"params\":{\"name\":\"echo\",\"arguments\":"
                        + "{\"message\":\"" + text + "\"},\"_meta\":{\"progressToken\":\"p1\"}}}")
                .getBytes(StandardCharsets.UTF_8);
        response = ("{\"jsonrpc\":\"2.0\",\"id\":42,\"result\":{\"content\":[{\"type\":\"text\",\"text\":\"" + text + "\"}]}}")
                .getBytes(StandardCharsets.UTF_8);
        id = RawJson.parse("1234567".getBytes(StandardCharsets.US_ASCII));
    }

    @Benchmark
    public byte[] request() {
        return ((JsonRpcMessage.Request) JsonRpcMessage.parse(request)).renumbered(42);
    }

    @Benchmark
    public byte[] response() {
        return ((JsonRpcMessage.Response) JsonRpcMessage.parse(response)).withId(id);
    }
}
