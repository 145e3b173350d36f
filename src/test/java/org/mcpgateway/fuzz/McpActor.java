package org.mcpgateway.fuzz;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.mcpgateway.fuzz.Draft.Field;

/** A client of one MCP service, in a session and without one. */
final class McpActor implements Actor {

    private static final String STATELESS = "2026-07-28";

    private static final List<String> CALLS = List.of(
            "{\"method\": \"ping\"}",
            "{\"method\": \"tools/list\"}",
            "{\"method\": \"tools/list\", \"params\": {\"cursor\": \"zq\"}}",
            "{\"method\": \"tools/call\", \"params\": {\"name\": \"echo\", \"arguments\": {\"message\":"
                    + " \"<script>zq</script>\"}}}",
            "{\"method\": \"tools/call\", \"params\": {\"name\": \"__proto__\", \"arguments\": {}}}",
            "{\"method\": \"resources/read\", \"params\": {\"uri\": \"file:///etc/passwd\"}}",
            "{\"method\": \"prompts/get\", \"params\": {\"name\": \"zq\"}}",
            "{\"method\": \"server/discover\"}",
            "{\"method\": \"initialize/\"}",
            "{\"method\": \"zq/zq\", \"params\": []}");

    private static final List<String> IDS = List.of(
            "1",
            "0",
            "-1",
            "1.5",
            "\"a\"",
            "\"\"",
            "\"__proto__\"",
            "9223372036854775807",
            "1e400",
            "\"👋\"",
            "\"\\u0000\"");

    private final URI service;
    private final String accessToken;
    private final String session;

    McpActor(URI service, String accessToken, String session) {
        this.service = service;
        this.accessToken = accessToken;
        this.session = session;
    }

    /** What can be done at a service's address. */
    static List<Operation> operations() {
        return List.of(
                operation("inSession", "POST"),
                operation("inSession", "POST"),
                operation("stateless", "POST"),
                operation("notification", "POST"),
                operation("response", "POST"),
                operation("stream", "GET"),
                operation("end", "DELETE"));
    }

    @Override
    public Draft request(Operation operation, Random random) {
        var draft = new Draft();
        draft.method = operation.method();
        draft.path = service.getPath();
        draft.headers.add(new Field("Host", service.getAuthority()));
        draft.headers.add(new Field("Authorization", "Bearer " + accessToken));
        draft.headers.add(new Field("Accept", "application/json, text/event-stream"));
        draft.headers.add(new Field("Content-Type", "application/json"));
        if (operation.id().equals("stateless")) {
            stateless(draft, random);
        } else {
            draft.headers.add(new Field("Mcp-Session-Id", operation.id().equals("end") ? sessionId(random) : session));
            draft.headers.add(new Field("MCP-Protocol-Version", "2025-11-25"));
        }
        switch (operation.id()) {
            case "inSession" -> message(draft, "{\"id\": " + Nasty.pick(IDS, random) + "}", Nasty.pick(CALLS, random));
            case "notification" -> message(draft, "{\"method\": \"notifications/zq\", \"params\": {}}");
            case "response" -> message(draft, "{\"id\": " + Nasty.pick(IDS, random) + ", \"result\": {}}");
            default -> draft.headers.removeIf(header -> draft.json.isEmpty() && header.name.equals("Content-Type"));
        }
        if (random.nextInt(5) == 0) {
            draft.header("Mcp-Session-Id", sessionId(random));
        }
        return draft;
    }

    /** Sessions and tokens stay as they are. */
    @Override
    public void learn(Operation operation, RawAnswer answer) {
        if (answer.status() == 0) {
            throw new IllegalStateException("no HTTP");
        }
    }

    private static Operation operation(String id, String method) {
        return new Operation(id, method, "/", List.of(), "", List.of(), null, "accessToken", false, Map.of());
    }

    private static void stateless(Draft draft, Random random) {
        JsonNode call = Json.tree(Nasty.pick(CALLS, random));
        message(draft, "{\"id\": " + Nasty.pick(IDS, random) + "}", call.toString());
        draft.json.put(
                "params",
                Map.of(
                        "name", "echo",
                        "arguments", Map.of("message", Nasty.text(random)),
                        "_meta",
                                Map.of(
                                        "io.modelcontextprotocol/protocolVersion",
                                        STATELESS,
                                        "io.modelcontextprotocol/clientCapabilities",
                                        Map.of())));
        draft.headers.add(new Field("MCP-Protocol-Version", STATELESS));
        draft.headers.add(new Field("Mcp-Method", call.get("method").asText()));
        draft.headers.add(new Field("Mcp-Name", "echo"));
    }

    private static String sessionId(Random random) {
        return switch (random.nextInt(6)) {
            case 0 -> "__proto__";
            case 1 -> "toString";
            case 2 -> "x".repeat(5_000);
            case 3 -> "sïtzung-日本";
            case 4 -> "";
            default -> Nasty.headerText(random);
        };
    }

    private static void message(Draft draft, String... parts) {
        draft.json.put("jsonrpc", "2.0");
        for (String part : parts) {
            Json.tree(part)
                    .properties()
                    .forEach(member -> draft.json.put(member.getKey(), Json.value(member.getValue())));
        }
    }
}
