package org.mcpgateway.bridge.remote;

import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.mcpgateway.bridge.jsonrpc.JsonRpcMessage;
import org.mcpgateway.bridge.jsonrpc.RawJson;

/** What the bridge has agreed on with a server elsewhere, and the requests that say so. */
final class RemoteSession {

    static final String SESSION_HEADER = "Mcp-Session-Id";
    private static final String VERSION_HEADER = "MCP-Protocol-Version";
    private static final String VERSION_CLAIM = "io.modelcontextprotocol/protocolVersion";

    private final URI address;
    private final Map<String, String> headers;
    private final Duration patience;
    private final RequestHeaders repeated = new RequestHeaders();
    private volatile String id = "";
    private volatile String version = "";

    /** @param patience until the server has taken what needs no answer */
    RemoteSession(URI address, Map<String, String> headers, Duration patience) {
        this.address = address;
        this.headers = Map.copyOf(headers);
        this.patience = patience;
    }

    /** The name of a header whose value HTTP cannot carry, if there is one. */
    Optional<String> impossibleHeader() {
        return headers.entrySet().stream()
                .filter(header -> !isPossible(header.getKey(), header.getValue()))
                .map(Map.Entry::getKey)
                .findFirst();
    }

    private boolean isPossible(String name, String value) {
        try {
            HttpRequest.newBuilder(address).header(name, value);
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    String id() {
        return id;
    }

    void began(String sessionId) {
        id = sessionId;
    }

    void agreed(String protocolVersion) {
        version = protocolVersion;
    }

    /** The server has answered: a list of tools says which arguments are repeated in headers from now on. */
    void answered(JsonRpcMessage.Request request, JsonRpcMessage.Response response) {
        if (request.method().equals("tools/list") && isStateless(request)) {
            repeated.learn(response.json());
        }
    }

    HttpRequest post(JsonRpcMessage message, byte[] body) {
        HttpRequest.Builder request = request()
                .header("Content-Type", "application/json")
                .header("Accept", "application/json, text/event-stream")
                .POST(HttpRequest.BodyPublishers.ofByteArray(body));
        if (!(message instanceof JsonRpcMessage.Request)) {
            request.timeout(patience); // the thread of the one who tells it waits
        }
        claim(message.json()).ifPresent(claimed -> stateless(request, message, claimed));
        return request.build();
    }

    HttpRequest listen() {
        return request().header("Accept", "text/event-stream").GET().build();
    }

    HttpRequest end() {
        return request().timeout(patience).DELETE().build();
    }

    private HttpRequest.Builder request() {
        HttpRequest.Builder request = HttpRequest.newBuilder(address);
        headers.forEach(request::setHeader);
        if (!id.isEmpty()) {
            request.setHeader(SESSION_HEADER, id);
        }
        if (!version.isEmpty()) {
            request.setHeader(VERSION_HEADER, version);
        }
        return request;
    }

    private void stateless(HttpRequest.Builder request, JsonRpcMessage message, String claimed) {
        request.setHeader(VERSION_HEADER, claimed);
        if (message instanceof JsonRpcMessage.Request call) {
            repeated.of(call).forEach(request::setHeader);
        }
    }

    /** Whether it belongs to no session, because it says itself which revision it is of. */
    static boolean isStateless(JsonRpcMessage.Request request) {
        return claim(request.json()).isPresent();
    }

    private static Optional<String> claim(RawJson json) {
        return json.path("params", "_meta", VERSION_CLAIM).flatMap(RawJson::string);
    }
}
