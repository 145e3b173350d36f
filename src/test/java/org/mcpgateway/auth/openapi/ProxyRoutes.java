package org.mcpgateway.auth.openapi;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;

/**
 * What a shipped proxy configuration says of the authorization server's own host.
 *
 * @param routes that lead to some path of it
 * @param buffering the middlewares that hold a body back until they have it whole
 */
record ProxyRoutes(List<Route> routes, Set<String> buffering) {

    private static final String ROUTER = "traefik.http.routers.";
    private static final String MIDDLEWARE = "traefik.http.middlewares.";
    private static final Pattern PATH = Pattern.compile("(Path|PathPrefix)\\(`([^`]+)`\\)");

    /** What Traefik's templates say beside the YAML: lines of their own, loops within a line, and values. */
    private static final Pattern TEMPLATE_LINE = Pattern.compile("(?m)^\\{\\{-.*$");

    private static final Pattern TEMPLATE_CONTROL = Pattern.compile("\\{\\{ ?(range|if|else|end)[^}]*}}");
    private static final Pattern TEMPLATE_VALUE = Pattern.compile("\\{\\{[^}]*}}");

    /**
     * A way in.
     *
     * @param rule as Traefik reads it
     * @param priority the highest that fits wins
     * @param middlewares that a request passes, in their order
     */
    record Route(String rule, int priority, List<String> middlewares) {

        private boolean leadsTo(String path) {
            return rule.contains("Host(`auth.") && PATH.matcher(rule).results().anyMatch(part -> fits(part, path));
        }

        private static boolean fits(MatchResult part, String path) {
            return part.group(1).equals("Path") ? path.equals(part.group(2)) : path.startsWith(part.group(2));
        }
    }

    /**
     * Those of a compose file's labels, a file of Traefik's, or a cluster's routes with the middlewares beside them.
     */
    static ProxyRoutes of(Path file) throws IOException {
        return switch (file.getFileName().toString()) {
            case "compose.yaml" -> labels(load(Files.readString(file)));
            case "gateway.yml" -> provided(load(withoutTemplates(Files.readString(file))));
            default ->
                manifests(
                        loadAll(Files.readString(file)),
                        loadAll(Files.readString(file.resolveSibling("middlewares.yaml"))));
        };
    }

    /** What a request for the path passes. */
    List<String> middlewares(String path) {
        return routes.stream()
                .filter(route -> route.leadsTo(path))
                .max(Comparator.comparingInt(Route::priority))
                .orElseThrow()
                .middlewares();
    }

    private static ProxyRoutes labels(Map<String, Object> compose) {
        Map<String, Map<String, String>> routers = new TreeMap<>();
        Set<String> buffering = new HashSet<>();
        map(map(map(compose, "services"), "auth"), "labels").forEach((label, value) -> {
            if (label.startsWith(ROUTER)) {
                String[] nameAndKey = label.substring(ROUTER.length()).split("\\.", 2);
                routers.computeIfAbsent(nameAndKey[0], name -> new TreeMap<>())
                        .put(nameAndKey[1], String.valueOf(value));
            } else if (label.startsWith(MIDDLEWARE) && label.contains(".buffering.")) {
                buffering.add(label.substring(MIDDLEWARE.length(), label.indexOf(".buffering.")));
            }
        });
        return new ProxyRoutes(
                routers.values().stream()
                        .map(router -> new Route(
                                router.getOrDefault("rule", ""),
                                Integer.parseInt(router.getOrDefault("priority", "")),
                                List.of(router.getOrDefault("middlewares", "").split(","))))
                        .toList(),
                buffering);
    }

    private static ProxyRoutes provided(Map<String, Object> file) {
        Map<String, Object> http = map(file, "http");
        return new ProxyRoutes(
                map(http, "routers").keySet().stream()
                        .map(name -> map(map(http, "routers"), name))
                        .filter(router -> router.containsKey("priority"))
                        .map(router -> route(router, "rule", list(router, "middlewares")))
                        .toList(),
                map(http, "middlewares").keySet().stream()
                        .filter(name -> map(map(http, "middlewares"), name).containsKey("buffering"))
                        .collect(Collectors.toSet()));
    }

    private static ProxyRoutes manifests(List<Map<String, Object>> routes, List<Map<String, Object>> middlewares) {
        return new ProxyRoutes(
                routes.stream()
                        .flatMap(manifest ->
                                ProxyRoutes.<Map<String, Object>>list(map(manifest, "spec"), "routes").stream())
                        .map(route -> route(route, "match", names(list(route, "middlewares"))))
                        .toList(),
                Set.copyOf(names(middlewares.stream()
                        .filter(manifest -> map(manifest, "spec").containsKey("buffering"))
                        .map(manifest -> map(manifest, "metadata"))
                        .toList())));
    }

    private static Route route(Map<String, Object> router, String rule, List<String> middlewares) {
        return new Route(
                String.valueOf(router.get(rule)),
                Integer.parseInt(String.valueOf(router.get("priority"))),
                middlewares);
    }

    private static List<String> names(List<Map<String, Object>> named) {
        return named.stream().map(one -> String.valueOf(one.get("name"))).toList();
    }

    private static String withoutTemplates(String text) {
        return Stream.of(TEMPLATE_LINE, TEMPLATE_CONTROL)
                .reduce(text, (rest, part) -> part.matcher(rest).replaceAll(""), (one, other) -> other)
                .transform(rest -> TEMPLATE_VALUE.matcher(rest).replaceAll("x"));
    }

    private static Map<String, Object> load(String yaml) {
        return loadAll(yaml).getFirst();
    }

    /** Our compose file names its common parts more often than the reader takes from strangers. */
    private static List<Map<String, Object>> loadAll(String yaml) {
        var options = new LoaderOptions();
        options.setMaxAliasesForCollections(500);
        List<Map<String, Object>> documents = new ArrayList<>();
        new Yaml(options).loadAll(yaml).forEach(document -> documents.add(map(Map.of("it", document), "it")));
        return documents;
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> map(Map<String, Object> parent, String key) {
        return (Map<String, Object>) parent.getOrDefault(key, Map.of());
    }

    @SuppressWarnings("unchecked")
    private static <T> List<T> list(Map<String, Object> parent, String key) {
        return (List<T>) parent.getOrDefault(key, List.of());
    }
}
