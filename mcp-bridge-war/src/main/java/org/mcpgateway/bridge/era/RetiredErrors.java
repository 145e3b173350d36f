package org.mcpgateway.bridge.era;

import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.mcpgateway.bridge.jsonrpc.JsonRpcError;

/** The errors of earlier revisions that no client of the stateless one may be told (basic, error codes). */
final class RetiredErrors {

    private static final int URL_ELICITATION_REQUIRED = -32042;

    private RetiredErrors() {}

    /**
     * Returns the response as it is said now: what was not found is an invalid parameter, and addresses that the user
     * has to visit first are questions to the client, which then repeats its request.
     */
    static JsonObject replaced(StatelessRequest request, JsonObject response) {
        return switch (Json.member(response, "error").getInt("code", 0)) {
            case JsonRpcError.RESOURCE_NOT_FOUND -> renumbered(response, JsonRpcError.INVALID_PARAMS);
            case URL_ELICITATION_REQUIRED -> visitsFirst(request, response);
            default -> response;
        };
    }

    private static JsonObject renumbered(JsonObject response, int code) {
        return Json.with(response, "error", Json.with(Json.member(response, "error"), "code", Json.number(code)));
    }

    private static JsonObject visitsFirst(StatelessRequest request, JsonObject response) {
        Map<String, ServerQuestion> questions = questions(Json.member(response, "error"));
        if (!request.mayAskForInput() || questions.isEmpty() || isDeclined(questions, request.inputResponses())) {
            return renumbered(response, JsonRpcError.INTERNAL_ERROR);
        }
        Optional<JsonObject> missing = questions.values().stream()
                .flatMap(question -> question.missingFrom(request.clientCapabilities()).stream())
                .findFirst();
        return missing.map(required ->
                        StatelessException.missingCapabilities(required).response(request.id()))
                .orElseGet(() -> Json.object()
                        .add("jsonrpc", "2.0")
                        .add("result", ServerQuestion.inputRequired(questions))
                        .build());
    }

    private static Map<String, ServerQuestion> questions(JsonObject error) {
        var questions = new LinkedHashMap<String, ServerQuestion>();
        if (Json.member(error, "data").get("elicitations") instanceof JsonArray elicitations) {
            for (JsonValue elicitation : elicitations) {
                if (elicitation instanceof JsonObject params && params.containsKey("url")) {
                    var question = new ServerQuestion(Json.object()
                            .add("method", "elicitation/create")
                            .add("params", Json.with(params, "mode", Json.string("url")))
                            .build());
                    questions.put(key(Json.text(params, "url").orElse("")), question);
                }
            }
        }
        return questions;
    }

    /**
     * No question of a server has such a name: the answer comes with the repeated call, where a question of the same
     * name would take it for its own.
     */
    private static String key(String url) {
        return "visit_" + UUID.nameUUIDFromBytes(url.getBytes(StandardCharsets.UTF_8));
    }

    /** Asked again, a client that answers by itself would decline for ever. */
    private static boolean isDeclined(Map<String, ServerQuestion> questions, JsonObject responses) {
        return questions.keySet().stream()
                .filter(responses::containsKey)
                .anyMatch(key -> !Json.text(Json.member(responses, key), "action")
                        .orElse("")
                        .equals("accept"));
    }
}
