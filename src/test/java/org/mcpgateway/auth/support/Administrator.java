package org.mcpgateway.auth.support;

import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import org.mcpgateway.auth.support.TestClient.Answer;

/** Calls the admin API of a server with a machine client's token. */
public final class Administrator {

    private final AuthServer server;
    private final String token;

    /** Gets a token for the admin API. */
    public Administrator(AuthServer server) {
        this.server = server;
        Answer answer = token(server, AuthServer.ADMIN_CLIENT, "scope", "gateway:admin", "resource", resource(server));
        this.token = answer.json().getString("access_token");
    }

    /** The indicator of a server's admin API. */
    public static String resource(AuthServer server) {
        return server.issuer() + "/admin/api";
    }

    /** What a machine client is answered that asks for a token. */
    public static Answer token(AuthServer server, String client, String... parameters) {
        String[] all = new String[parameters.length + 2];
        System.arraycopy(parameters, 0, all, 2, parameters.length);
        all[0] = "grant_type";
        all[1] = "client_credentials";
        return server.client().basicForm("/token", client, AuthServer.OPERATORS_SECRET, all);
    }

    /** The token. */
    public String token() {
        return token;
    }

    /** {@code GET} of a path under {@code /admin/api}; query parameters as name, value, name, value … */
    public Answer get(String path, String... parameters) {
        return send("GET", path + query(parameters), "");
    }

    /** {@code DELETE}, with query parameters. */
    public Answer delete(String path, String... parameters) {
        return send("DELETE", path + query(parameters), "");
    }

    /** {@code POST} of JSON. */
    public Answer post(String path, String json) {
        return send("POST", path, json, "Content-Type", "application/json");
    }

    /** Any call. */
    public Answer send(String method, String path, String body, String... headers) {
        String[] all = new String[headers.length + 2];
        System.arraycopy(headers, 0, all, 2, headers.length);
        all[0] = "Authorization";
        all[1] = "Bearer " + token;
        return server.client().send(method, "/admin/api/" + path, body, all);
    }

    /** The items of a list. */
    public static JsonArray items(Answer answer) {
        if (answer.status() != 200) {
            throw new AssertionError("no list: " + answer);
        }
        return answer.json().getJsonArray("items");
    }

    /** Whether a list has an item with this value. */
    public static boolean has(Answer answer, String member, String value) {
        return items(answer).getValuesAs(JsonObject.class).stream()
                .anyMatch(item -> item.getString(member, "").equals(value));
    }

    private static String query(String... parameters) {
        return parameters.length == 0 ? "" : "?" + TestClient.encode(parameters);
    }
}
