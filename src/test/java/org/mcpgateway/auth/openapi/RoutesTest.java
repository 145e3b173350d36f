package org.mcpgateway.auth.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Behind each proxy configuration that is shipped, every endpoint is within reach, and what is for the inside is not.
 */
@DisplayNameGeneration(ReplaceUnderscores.class)
class RoutesTest {

    private static final Path ROOT =
            Path.of(System.getProperty("gateway.root", "")).toAbsolutePath();

    private static final Pattern RULE = Pattern.compile("(Path|PathPrefix)\\(`([^`]+)`\\)");

    private static final Pattern REMOVED_ID = Pattern.compile("[. ]X-Request-Id: \"\"");

    /** Payara reads it before any filter, and complains at length where it is no identifier. */
    private static final Pattern REMOVED_TRACE = Pattern.compile("[. ]Payara-Tracing-TraceId: \"\"");

    /** Asked by the proxy itself, by whoever collects metrics, and on loopback alone. */
    private static final List<String> INSIDE = List.of("/verify", "/monitoring/", "/local/");

    /** Routed on the host of each service too, by a rule of its own. */
    private static final String DISCOVERY = "/.well-known/";

    @ParameterizedTest
    @ValueSource(strings = {"docker/compose.yaml", "docker/traefik/gateway.yml", "docker/kubernetes/base/routes.yaml"})
    void every_endpoint_has_a_route(String file) throws IOException {
        String rules = rule(file);

        assertThat(paths().filter(path -> INSIDE.stream().noneMatch(path::startsWith))
                        .filter(path -> !path.startsWith(DISCOVERY))
                        .filter(path -> !isRouted(rules, path)))
                .as("endpoints that " + file + " leads nowhere")
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"docker/compose.yaml", "docker/traefik/gateway.yml", "docker/kubernetes/base/routes.yaml"})
    void nothing_of_the_inside_has_one(String file) throws IOException {
        String rules = rule(file);

        assertThat(paths().filter(path -> INSIDE.stream().anyMatch(path::startsWith)))
                .isNotEmpty()
                .noneMatch(path -> isRouted(rules, path));
    }

    /** Every route passes the middleware of this name; {@code KubernetesManifestsIT} and {@code RoutingIT} try it. */
    @ParameterizedTest
    @ValueSource(
            strings = {"docker/compose.yaml", "docker/traefik/gateway.yml", "docker/kubernetes/base/middlewares.yaml"})
    void what_names_a_request_or_its_trace_to_the_servers_comes_from_nobody_outside(String file) throws IOException {
        String text = Files.readString(ROOT.resolve(file));
        String transport =
                text.substring(text.indexOf(file.endsWith("compose.yaml") ? "middlewares.transport" : "transport"));

        assertThat(transport.lines().limit(7))
                .anyMatch(line -> REMOVED_ID.matcher(line).find())
                .anyMatch(line -> REMOVED_TRACE.matcher(line).find());
    }

    @ParameterizedTest
    @ValueSource(strings = {"docker/compose.yaml", "docker/traefik/gateway.yml", "docker/kubernetes/base/routes.yaml"})
    void backups_of_any_length_pass_while_all_else_is_read_whole_first(String file) throws IOException {
        ProxyRoutes routes = ProxyRoutes.of(ROOT.resolve(file));
        List<String> others = routes.middlewares("/admin/api/clients");

        assertThat(others).containsAnyElementsOf(routes.buffering());
        assertThat(routes.middlewares("/token")).isEqualTo(others);
        List<String> unbuffered = others.stream()
                .filter(name -> !routes.buffering().contains(name))
                .toList();
        assertThat(routes.middlewares("/admin/api/backup")).contains("busy").isEqualTo(unbuffered);
        assertThat(routes.middlewares("/admin/api/restore")).isEqualTo(unbuffered);
    }

    /** The rule of the authorization server's own host, which is the one that names an endpoint of OAuth. */
    private static String rule(String file) throws IOException {
        String text = Files.readString(ROOT.resolve(file));
        int inside = text.indexOf("Path(`/authorize`)");
        return text.substring(text.lastIndexOf("Host(", inside), text.indexOf("`))", inside) + "`)".length());
    }

    private static boolean isRouted(String rules, String path) {
        return RULE.matcher(rules).results().anyMatch(rule -> leads(rule, path));
    }

    private static boolean leads(MatchResult rule, String path) {
        return rule.group(1).equals("Path") ? path.equals(rule.group(2)) : path.startsWith(rule.group(2));
    }

    /** The endpoints' paths, with something in place of each variable. */
    private static Stream<String> paths() throws IOException {
        var parts = new OpenApiParts();
        try (Stream<Path> files = Files.list(ROOT.resolve("src/main/webapp/WEB-INF/openapi"))) {
            for (Path file : files.sorted().toList()) {
                try (InputStream yaml = Files.newInputStream(file)) {
                    parts.add(yaml);
                }
            }
        }
        return ((Map<?, ?>) parts.document().get("paths"))
                .keySet().stream().map(path -> path.toString().replaceAll("\\{[^}]*}", "x"));
    }
}
