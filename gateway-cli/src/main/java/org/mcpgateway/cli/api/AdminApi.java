package org.mcpgateway.cli.api;

import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.mcpgateway.cli.CommandException;
import org.mcpgateway.cli.ExitCode;

/** The admin API of a gateway; an answer that is no success becomes one sentence and an exit code. */
public final class AdminApi {

    private static final int PART = 500;
    private static final Duration LONG_BODY = Duration.ofHours(1);

    private final HttpCalls calls;
    private final GatewayAddress address;
    private final String token;

    AdminApi(HttpCalls calls, GatewayAddress address, String token) {
        this.calls = calls;
        this.address = address;
        this.token = token;
    }

    /** Where the gateway is. */
    public GatewayAddress address() {
        return address;
    }

    /** What is there; every call throws UNREACHABLE, UNAUTHORIZED, NOT_FOUND or USAGE as the gateway answers. */
    public JsonObject get(String path, Map<String, String> parameters) throws InterruptedException {
        return json(request(path, parameters).GET());
    }

    /** Ends what is there. */
    public void delete(String path, Map<String, String> parameters) throws InterruptedException {
        HttpResponse<String> answer = calls.send(request(path, parameters).DELETE());
        if (answer.statusCode() != 204) {
            throw refusal(answer.statusCode(), answer.uri(), answer.body());
        }
    }

    /** Does something that a JSON object describes. */
    public JsonObject post(String path, JsonObject body) throws InterruptedException {
        return json(request(path, Map.of())
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body.toString())));
    }

    /** Does something that its address describes. */
    public JsonObject post(String path, Map<String, String> parameters) throws InterruptedException {
        return json(request(path, parameters).POST(HttpRequest.BodyPublishers.noBody()));
    }

    /** A long body, sent as it is read. */
    public JsonObject post(String path, Map<String, String> parameters, HttpRequest.BodyPublisher body)
            throws InterruptedException {
        return json(calls.send(
                request(path, parameters)
                        .header("Content-Type", "application/jsonl")
                        .POST(body),
                LONG_BODY));
    }

    /** A long answer, read as it comes. */
    public InputStream stream(String path) throws InterruptedException {
        HttpResponse<InputStream> answer = calls.stream(
                request(path, Map.of()).setHeader("Accept", "application/jsonl").GET());
        if (answer.statusCode() != 200) {
            throw refusal(answer.statusCode(), answer.uri(), "");
        }
        return answer.body();
    }

    /**
     * The items of a list, part by part.
     *
     * @param most how many at most; 0: all
     */
    public Listing list(String path, Map<String, String> parameters, int most) throws InterruptedException {
        List<JsonObject> items = new ArrayList<>();
        Map<String, String> query = new LinkedHashMap<>(parameters);
        Set<String> unreachable = new TreeSet<>();
        String next;
        do {
            query.put("limit", Integer.toString(most == 0 ? PART : Math.max(1, Math.min(PART, most - items.size()))));
            JsonObject part = get(path, query);
            items.addAll(part.getJsonArray("items").getValuesAs(JsonObject.class));
            part
                    .getOrDefault("unreachable", JsonValue.EMPTY_JSON_ARRAY)
                    .asJsonArray()
                    .getValuesAs(JsonString.class)
                    .stream()
                    .map(JsonString::getString)
                    .forEach(unreachable::add);
            next = part.getString("next", "");
            query.put("cursor", next);
        } while (!next.isEmpty() && (most == 0 || items.size() < most));
        boolean cut = most > 0 && items.size() > most;
        return new Listing(cut ? items.subList(0, most) : items, cut || !next.isEmpty(), List.copyOf(unreachable));
    }

    /**
     * Purges part by part, until there is nothing more.
     *
     * @param request what and how; the cursor is added
     * @return the identifiers of what was purged
     */
    public JsonArray purge(String path, JsonObject request) throws InterruptedException {
        JsonArrayBuilder purged = Json.createArrayBuilder();
        JsonObject asked = request;
        while (true) {
            JsonObject part = post(path, asked);
            part.getJsonArray("purged").forEach(purged::add);
            String next = part.getString("next", "");
            if (next.isEmpty()) {
                return purged.build();
            }
            asked = Json.createObjectBuilder(request).add("cursor", next).build();
        }
    }

    private HttpRequest.Builder request(String path, Map<String, String> parameters) {
        String query = parameters.isEmpty() ? "" : "?" + HttpCalls.encode(parameters);
        return HttpRequest.newBuilder(URI.create(address.adminApi() + "/" + path + query))
                .header("Authorization", "Bearer " + token)
                .header("Accept", "application/json");
    }

    private JsonObject json(HttpRequest.Builder request) throws InterruptedException {
        return json(calls.send(request));
    }

    private static JsonObject json(HttpResponse<String> answer) {
        if (answer.statusCode() != 200) {
            throw refusal(answer.statusCode(), answer.uri(), answer.body());
        }
        return HttpCalls.json(answer.uri(), answer.body());
    }

    private static CommandException refusal(int status, URI address, String body) {
        String reason = body.startsWith("{")
                ? HttpCalls.json(address, body)
                        .getOrDefault("error_description", JsonValue.NULL)
                        .toString()
                : "";
        String said =
                reason.isEmpty() || reason.equals("null") ? "status " + status : Report.plain(reason.replace("\"", ""));
        return switch (status) {
            case 401, 403 ->
                new CommandException(
                        ExitCode.UNAUTHORIZED,
                        said + ": run gateway login as one of ADMIN_USERS, or set GATEWAY_CLIENT_ID and"
                                + " GATEWAY_CLIENT_SECRET of one of ADMIN_MACHINE_CLIENTS");
            case 301, 302, 303, 307, 308 ->
                new CommandException(
                        ExitCode.UNREACHABLE,
                        address.getScheme() + "://" + address.getAuthority()
                                + " answers, but sends elsewhere, where no token is sent: is --url its issuer?");
            case 404 -> new CommandException(ExitCode.NOT_FOUND, said);
            case 400 -> new CommandException(ExitCode.USAGE, said);
            case 429, 502, 503, 504 -> new CommandException(ExitCode.UNREACHABLE, said + ": try again in a moment");
            default -> new CommandException(ExitCode.FAILED, "the gateway failed, " + said + ": see its log");
        };
    }

    /**
     * What a list gave.
     *
     * @param items in the gateway's order
     * @param more whether there are others
     * @param unreachable what could not be asked, so that its items are missing
     */
    public record Listing(List<JsonObject> items, boolean more, List<String> unreachable) {

        /** A list of which nothing is missing. */
        public Listing(List<JsonObject> items, boolean more) {
            this(items, more, List.of());
        }
    }
}
