package org.mcpgateway.cli.client;

import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.mcpgateway.cli.CommandException;
import org.mcpgateway.cli.ExitCode;
import org.mcpgateway.cli.api.Report;

/** A session of a person at a terminal with one MCP server, in the revision that every server knows. */
public final class Conversation implements AutoCloseable {

    private static final String REVISION = "2025-11-25";
    private static final int MOST_PAGES = 100;

    private final Connection connection;
    private final Consumer<String> person;
    private final AtomicLong numbers = new AtomicLong();
    private final Map<JsonValue, Message> answers = new ConcurrentHashMap<>();
    private final JsonObject server;

    /**
     * Opens one.
     *
     * @param person is told what the server says besides, a line at a time
     */
    public static Conversation open(URI address, Tokens authorization, Consumer<String> person)
            throws IOException, InterruptedException {
        return new Conversation(address, authorization, person);
    }

    private Conversation(URI address, Tokens authorization, Consumer<String> person)
            throws IOException, InterruptedException {
        this.person = person;
        this.connection = new Connection(address, authorization, message -> hear(message, answers));
        this.server = request(
                "initialize",
                Json.createObjectBuilder()
                        .add("protocolVersion", REVISION)
                        .add("capabilities", JsonValue.EMPTY_JSON_OBJECT)
                        .add(
                                "clientInfo",
                                Json.createObjectBuilder()
                                        .add("name", "gateway client")
                                        .add("version", "0.1.0")));
        connection.send(message(Json.createObjectBuilder().add("method", "notifications/initialized")));
    }

    /** What the server said of itself when it was initialized. */
    public JsonObject server() {
        return server;
    }

    /**
     * The result of a request.
     *
     * @throws CommandException FAILED with the server's own words when it answers with an error
     */
    JsonObject request(String method, JsonObjectBuilder params) throws IOException, InterruptedException {
        JsonValue id = Json.createValue(numbers.incrementAndGet());
        connection.send(message(
                Json.createObjectBuilder().add("id", id).add("method", method).add("params", params)));
        Message answer = answers.remove(id);
        if (answer == null) {
            throw new IOException("the server did not answer " + method);
        }
        if (answer.json().get("error") instanceof JsonObject error) {
            throw new CommandException(
                    error.getInt("code", 0) == -32602 ? ExitCode.NOT_FOUND : ExitCode.FAILED,
                    "the server says: " + Report.plain(error.getString("message", error.toString())));
        }
        return Message.object(answer.json(), "result");
    }

    /** All items of a list that the server has, over all its pages; none when it has no such list. */
    public List<JsonObject> list(String capability, String method, String key)
            throws IOException, InterruptedException {
        List<JsonObject> items = new ArrayList<>();
        Optional<String> cursor = Optional.empty();
        boolean more = Message.object(server, "capabilities").containsKey(capability);
        for (int page = 0; more && page < MOST_PAGES; page++) {
            JsonObjectBuilder params = Json.createObjectBuilder();
            cursor.ifPresent(next -> params.add("cursor", next));
            JsonObject result = request(method, params);
            if (result.get(key) instanceof JsonArray array) {
                items.addAll(array.getValuesAs(JsonObject.class));
            }
            cursor = result.get("nextCursor") instanceof JsonString next
                    ? Optional.of(next.getString())
                    : Optional.empty();
            more = cursor.isPresent();
        }
        return items;
    }

    @Override
    public void close() {
        connection.close();
    }

    private void hear(Message message, Map<JsonValue, Message> arrived) {
        if (message.method().isEmpty()) {
            message.id().ifPresent(id -> arrived.put(id, message));
        } else if (message.wantsAnswer()) {
            Thread.startVirtualThread(() -> refuse(message));
        } else {
            Message.text(message.params(), "message").ifPresent(text -> person.accept(Report.plain(text)));
        }
    }

    /** A terminal has no model and no form: the server is told so, and may go on without. */
    private void refuse(Message question) {
        JsonObjectBuilder answer = Json.createObjectBuilder()
                .add("id", question.id().orElse(JsonValue.NULL))
                .add(
                        "error",
                        Json.createObjectBuilder().add("code", -32601).add("message", "this client cannot do that"));
        try {
            connection.send(message(answer));
        } catch (IOException | CommandException e) {
            person.accept(String.valueOf(e.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Message message(JsonObjectBuilder members) {
        JsonObject json =
                Json.createObjectBuilder(members.build()).add("jsonrpc", "2.0").build();
        return new Message(json.toString(), json);
    }
}
