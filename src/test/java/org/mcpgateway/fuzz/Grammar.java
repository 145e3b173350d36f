package org.mcpgateway.fuzz;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.mcpgateway.fuzz.Operation.Parameter;

/** Reads the operations of an OpenAPI document, so that what is documented later is fuzzed as well. */
final class Grammar {

    private static final List<String> BEARER_SCHEMES =
            List.of("registrationAccessToken", "initialAccessToken", "accessToken", "administration");
    private static final Set<String> VERBS = Set.of("get", "put", "post", "delete", "patch");

    private final JsonNode document;

    private Grammar(String document) {
        this.document = Json.tree(document);
    }

    static List<Operation> of(String document) {
        return new Grammar(document).operations();
    }

    private List<Operation> operations() {
        List<Operation> operations = new ArrayList<>();
        document.get("paths")
                .properties()
                .forEach(path -> path.getValue().properties().forEach(verb -> {
                    if (VERBS.contains(verb.getKey())) {
                        operations.add(operation(path.getKey(), verb.getKey(), path.getValue()));
                    }
                }));
        return operations;
    }

    private Operation operation(String path, String verb, JsonNode item) {
        JsonNode operation = item.get(verb);
        List<Parameter> parameters = new ArrayList<>();
        item.path("parameters").forEach(parameter -> parameters.add(parameter(resolved(parameter))));
        operation.path("parameters").forEach(parameter -> parameters.add(parameter(resolved(parameter))));
        JsonNode content = resolved(operation.path("requestBody")).path("content");
        String bodyType = content.isEmpty() ? "" : content.fieldNames().next();
        String security = operation.path("security").toString();
        return new Operation(
                operation.get("operationId").asText(),
                verb.toUpperCase(Locale.ROOT),
                path,
                parameters,
                bodyType,
                members(content.path(bodyType).path("schema")),
                content.path(bodyType).path("example") instanceof MissingNode
                        ? null
                        : content.path(bodyType).path("example"),
                BEARER_SCHEMES.stream().filter(security::contains).findFirst().orElse(""),
                security.contains("Basic"),
                answers(operation.get("responses")));
    }

    private Parameter parameter(JsonNode parameter) {
        return new Parameter(
                parameter.get("name").asText(),
                parameter.get("in").asText(),
                parameter.path("required").asBoolean(),
                choices(parameter.path("schema"), parameter));
    }

    private List<Parameter> members(JsonNode reference) {
        JsonNode schema = resolved(reference);
        Set<String> required = new HashSet<>();
        schema.path("required").forEach(name -> required.add(name.asText()));
        List<Parameter> members = new ArrayList<>();
        schema.path("properties")
                .properties()
                .forEach(member -> members.add(new Parameter(
                        member.getKey(),
                        "body",
                        required.contains(member.getKey()),
                        choices(resolved(member.getValue()), member.getValue()))));
        return members;
    }

    private static List<String> choices(JsonNode schema, JsonNode described) {
        List<String> choices = new ArrayList<>();
        schema.path("enum").forEach(value -> choices.add(value.asText()));
        schema.path("examples").forEach(value -> choices.add(value.asText()));
        described
                .path("examples")
                .forEach(example -> choices.add(example.path("value").asText()));
        if (described.has("example")) {
            choices.add(described.get("example").asText());
        }
        return choices;
    }

    private Map<String, Set<String>> answers(JsonNode responses) {
        Map<String, Set<String>> answers = new LinkedHashMap<>();
        responses.properties().forEach(response -> {
            Set<String> types = new HashSet<>();
            resolved(response.getValue()).path("content").fieldNames().forEachRemaining(types::add);
            answers.put(response.getKey(), types);
        });
        return answers;
    }

    private JsonNode resolved(JsonNode node) {
        return node.has("$ref") ? document.at(node.get("$ref").asText().substring(1)) : node;
    }
}
