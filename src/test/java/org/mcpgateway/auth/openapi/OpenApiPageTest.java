package org.mcpgateway.auth.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/**
 * {@code docs/reference/endpoints.md} is what the OpenAPI documents say; {@code -Dendpoint.document=write} writes it
 * anew.
 */
@DisplayNameGeneration(ReplaceUnderscores.class)
class OpenApiPageTest {

    private static final Path ROOT =
            Path.of(System.getProperty("gateway.root", "")).toAbsolutePath();
    private static final Path PAGE = ROOT.resolve("docs/reference/endpoints.md");
    private static final Set<String> METHODS = Set.of("get", "post", "put", "delete", "patch");

    @Test
    void the_page_says_what_the_documents_say() throws IOException {
        String page = page();
        if ("write".equals(System.getProperty("endpoint.document"))) {
            Files.writeString(PAGE, page);
        }

        assertThat(Files.readString(PAGE)).isEqualTo(page);
    }

    private static String page() throws IOException {
        Map<String, StringBuilder> rows = new LinkedHashMap<>();
        list(document(), "tags").forEach(tag -> rows.put((String) tag.get("name"), new StringBuilder()));
        map(document().get("paths"))
                .forEach((path, item) -> map(item).forEach((method, operation) -> {
                    if (METHODS.contains(method)) {
                        rows.get(((List<?>) map(operation).get("tags")).getFirst())
                                .append(row(method, path, map(operation)));
                    }
                }));
        return """
                # Endpoints

                Of the authorization server, under its issuer; `/openapi.json` of a running gateway has parameters, bodies and errors.
                What a proxy leads there is said [with the routes](routing.md).

                %s
                ## Of the bridge

                Under its context, which is `/services` with `./gateway run` and the root of the service's host with compose.

                | call | what it is |
                |---|---|
                | `POST`, `GET`, `DELETE` `/mcp` and `/{service}/mcp` | MCP by Streamable HTTP; the service is named by the host or `MCP_SERVICE`, or in the path |
                | `GET` `…/sse`, `POST` `…/messages` | the transport of 2024-11-05, with `MCP_LEGACY_SSE=true` |
                | `GET /health`, `/health/live`, `/health/ready` | each service and how it is; whether the bridge is up; whether it may be sent requests. For those of `MONITORING_ALLOWED` |
                | `GET /metrics` | [metrics](metrics.md) for Prometheus, for the same |
                """.formatted(rows.entrySet().stream()
                .map(tag -> "## " + tag.getKey() + "\n\n| call | what it is |\n|---|---|\n" + tag.getValue())
                .collect(Collectors.joining("\n")));
    }

    private static String row(String method, String path, Map<String, Object> operation) {
        return "| `%s %s` | %s |\n"
                .formatted(
                        method.toUpperCase(Locale.ROOT),
                        path,
                        operation.get("summary").toString().strip().replace("|", "\\|"));
    }

    private static Map<String, Object> document() throws IOException {
        var parts = new OpenApiParts();
        try (Stream<Path> files = Files.list(ROOT.resolve("src/main/webapp/WEB-INF/openapi"))) {
            for (Path file : files.sorted().toList()) {
                try (InputStream yaml = Files.newInputStream(file)) {
                    parts.add(yaml);
                }
            }
        }
        return parts.document();
    }

    private static List<Map<String, Object>> list(Map<String, Object> parent, String name) {
        return ((List<?>) parent.get(name)).stream().map(OpenApiPageTest::map).toList();
    }

    @SuppressWarnings("unchecked") // YAML's mappings have names
    private static Map<String, Object> map(Object value) {
        return (Map<String, Object>) value;
    }
}
