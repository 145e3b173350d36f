package org.mcpgateway.bridge.session;

import java.util.Optional;
import org.mcpgateway.bridge.jsonrpc.InvalidMessageException;
import org.mcpgateway.bridge.jsonrpc.JsonRpcMessage;
import org.mcpgateway.bridge.jsonrpc.MalformedJsonException;
import org.mcpgateway.bridge.jsonrpc.RawJson;

/** Brings what the server of a session says to the call that it is about, or to a stream of the client. */
final class ServerMessages {

    private static final System.Logger LOG = System.getLogger(ServerMessages.class.getName());

    /** The number of the call that opens a session. */
    private static final long INITIALIZE = 1;

    private final String label;
    private final Calls calls;
    private final Streams streams;
    private final Runnable refused;
    private volatile String protocolVersion = "";

    /**
     * @param label names service and session in the log
     * @param refused called when the server does not let itself be initialized
     */
    ServerMessages(String label, Calls calls, Streams streams, Runnable refused) {
        this.label = label;
        this.calls = calls;
        this.streams = streams;
        this.refused = refused;
    }

    /** The version that was negotiated; empty before that. */
    String protocolVersion() {
        return protocolVersion;
    }

    /** Routes one message, or the messages of a batch. */
    void received(byte[] message) {
        try {
            RawJson json = RawJson.parse(message);
            if (json.isArray()) {
                json.elements().forEach(element -> route(JsonRpcMessage.parse(element.bytes())));
            } else {
                route(JsonRpcMessage.of(json));
            }
        } catch (MalformedJsonException | InvalidMessageException e) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "event=child-message-invalid {0} reason=\"{1}\"",
                    label,
                    e.getMessage());
        }
    }

    private void route(JsonRpcMessage message) {
        switch (message) {
            case JsonRpcMessage.Response response -> answered(response);
            case JsonRpcMessage.Notification notification
            when notification.method().equals("notifications/progress") -> calls.progressed(notification);
            case JsonRpcMessage.Notification notification ->
                say(notification.json().bytes());
            case JsonRpcMessage.Request request -> say(request.json().bytes());
        }
    }

    private void answered(JsonRpcMessage.Response response) {
        Optional<PendingCall> call = calls.take(response);
        if (call.isEmpty()) {
            LOG.log(System.Logger.Level.DEBUG, "event=answer-without-call {0}", label);
            return;
        }
        if (protocolVersion.isEmpty()) {
            protocolVersion = response.json()
                    .path("result", "protocolVersion")
                    .flatMap(RawJson::string)
                    .orElse("");
        }
        call.get().answer(200, response.withId(call.get().id()));
        if (call.get().number() == INITIALIZE && response.json().member("error").isPresent()) {
            refused.run();
        }
    }

    /**
     * Sends what names no call: on the only call in flight, which it most likely is about; else on a standing stream;
     * else on the latest call; else it waits for a stream.
     */
    private void say(byte[] message) {
        Optional<PendingCall> latest = calls.latest();
        if (latest.isPresent() && (calls.count() == 1 || !streams.isListening())) {
            latest.get().send(message);
        } else {
            streams.say(message);
        }
    }
}
