package org.mcpgateway.fuzz;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What one endpoint takes and gives, from the OpenAPI document.
 *
 * @param id of the operation
 * @param method of HTTP
 * @param path its template
 * @param parameters in path, query and headers
 * @param bodyType media type of the body; empty text when it takes none
 * @param body the body's members
 * @param example a JSON body, or null
 * @param bearer the security scheme of the bearer credential that it wants; empty text when it wants none
 * @param basic whether it takes client credentials as Basic
 * @param answers the media types of each documented status; {@code default} for the others
 */
record Operation(
        String id,
        String method,
        String path,
        List<Parameter> parameters,
        String bodyType,
        List<Parameter> body,
        JsonNode example,
        String bearer,
        boolean basic,
        Map<String, Set<String>> answers) {

    /**
     * A parameter, or a member of a body.
     *
     * @param name on the wire
     * @param place {@code path}, {@code query}, {@code header} or {@code body}
     * @param required whether the endpoint cannot do without
     * @param choices values that the document names: of an enum or examples
     */
    record Parameter(String name, String place, boolean required, List<String> choices) {}

    /** Whether people open it in a browser. */
    boolean isPage() {
        return answers.values().stream().anyMatch(types -> types.contains("text/html"));
    }
}
