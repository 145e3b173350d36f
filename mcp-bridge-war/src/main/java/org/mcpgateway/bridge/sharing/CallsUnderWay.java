package org.mcpgateway.bridge.sharing;

import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.mcpgateway.bridge.jsonrpc.JsonRpcMessage;
import org.mcpgateway.bridge.jsonrpc.RawJson;

/**
 * What sessions have asked a server that they share, and it has not answered. Each call has a number of its own, under
 * which the server knows it: two sessions may use the same identifier.
 */
final class CallsUnderWay {

    private final AtomicLong numbers = new AtomicLong();
    private final Map<Long, Call> calls = new ConcurrentHashMap<>();

    /**
     * A call.
     *
     * @param number under which the server knows it
     * @param member who asked
     * @param request as it was asked
     */
    record Call(long number, Member member, JsonRpcMessage.Request request) {

        boolean isGreeting() {
            return request.method().equals("initialize");
        }

        /** The request as the server gets it. */
        byte[] renumbered() {
            return request.renumbered(number);
        }

        /** What tells the server that nobody waits any more. */
        byte[] cancellation() {
            return ("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/cancelled\",\"params\":{\"requestId\":" + number
                            + ",\"reason\":\"the session was closed\"}}")
                    .getBytes(StandardCharsets.UTF_8);
        }
    }

    /** A number that no call has had. */
    long nextNumber() {
        return numbers.incrementAndGet();
    }

    Call begin(Member member, JsonRpcMessage.Request request) {
        Call call = new Call(nextNumber(), member, request);
        calls.put(call.number(), call);
        return call;
    }

    /** Ends a call; false when it had ended. */
    boolean end(Call call) {
        return calls.remove(call.number()) != null;
    }

    /** The call that this answers, which ends it. */
    Optional<Call> answered(JsonRpcMessage.Response response) {
        return response.id().integer().map(calls::remove);
    }

    Stream<Call> of(Member member) {
        return calls.values().stream().filter(call -> call.member() == member);
    }

    /** Who asked last. */
    Optional<Member> latestMember() {
        return calls.values().stream()
                .max(Comparator.comparingLong(Call::number))
                .map(Call::member);
    }

    /** Lets the session hear of the progress of its call, under the token that it gave itself. */
    void progressed(RawJson json) {
        Optional<RawJson> token = json.path("params", "progressToken");
        token.flatMap(RawJson::integer)
                .map(calls::get)
                .ifPresent(call -> call.request()
                        .progressToken()
                        .ifPresent(own -> call.member().hear(json.splice(token.get(), own.bytes()))));
    }
}
