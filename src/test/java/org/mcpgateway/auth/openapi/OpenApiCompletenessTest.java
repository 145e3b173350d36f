package org.mcpgateway.auth.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import jakarta.servlet.annotation.WebServlet;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import java.io.IOException;
import java.io.InputStream;
import java.lang.annotation.Annotation;
import java.nio.file.Files;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.mcpgateway.auth.http.ForwardAuth;

/** What is served is described, and what is described is served. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class OpenApiCompletenessTest {

    private static final java.nio.file.Path FOLDER = java.nio.file.Path.of(System.getProperty("gateway.root", ""))
            .toAbsolutePath()
            .resolve("src/main/webapp/WEB-INF/openapi");
    private static final List<Class<? extends Annotation>> METHODS =
            List.of(GET.class, POST.class, PUT.class, DELETE.class, PATCH.class);
    private static final Set<String> VERBS = Set.of("get", "post", "put", "delete", "patch");

    /** Where the container dispatches errors to; nothing is there for anybody else. */
    private static final String ERRORS = "/.container-error";

    @Test
    void every_endpoint_is_described_and_nothing_else() throws IOException {
        assertThat(described())
                .as("the operations in src/main/webapp/WEB-INF/openapi/*.yaml, one file for each feature")
                .containsExactlyElementsOf(served());
    }

    @Test
    void every_operation_has_a_name_a_summary_and_a_tag() throws IOException {
        operations()
                .forEach(operation -> assertThat(operation.getValue())
                        .as(operation.getKey())
                        .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.MAP)
                        .containsKeys("operationId", "summary", "tags", "responses"));
    }

    private static Set<String> served() {
        Set<String> served = new TreeSet<>();
        for (JavaClass type : new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages("org.mcpgateway.auth")) {
            if (type.isAnnotatedWith(Path.class)) {
                String path = type.getAnnotationOfType(Path.class).value();
                type.getMethods().forEach(method -> add(served, path, method));
            }
            if (type.isAssignableTo(ForwardAuth.class) && !type.isInterface()) {
                served.add(ForwardAuth.PATH + " get");
            }
            if (type.isAnnotatedWith(WebServlet.class)) {
                Stream.of(type.getAnnotationOfType(WebServlet.class).value())
                        .filter(path -> !path.equals(ERRORS))
                        .forEach(path -> served.add(path.replace("/*", "{suffix}") + " get"));
            }
        }
        return served;
    }

    private static void add(Set<String> served, String path, JavaMethod method) {
        String below = method.isAnnotatedWith(Path.class)
                ? method.getAnnotationOfType(Path.class).value()
                : "";
        METHODS.stream()
                .filter(method::isAnnotatedWith)
                .forEach(verb -> served.add(
                        template(path, below) + " " + verb.getSimpleName().toLowerCase(Locale.ROOT)));
    }

    /** The template as OpenAPI has it: slashes between the parts, no regular expressions. */
    private static String template(String path, String below) {
        return ("/" + path + "/" + below)
                .replaceAll("\\{\\s*(\\w+)\\s*:[^}]*}", "{$1}")
                .replaceAll("/+", "/")
                .replaceAll("(?<=.)/$", "");
    }

    private static Set<String> described() throws IOException {
        Set<String> described = new TreeSet<>();
        operations().forEach(operation -> described.add(operation.getKey()));
        return described;
    }

    private static List<Map.Entry<String, Object>> operations() throws IOException {
        Map<?, ?> paths = (Map<?, ?>) document().get("paths");
        return paths.entrySet().stream()
                .flatMap(path -> ((Map<?, ?>) path.getValue())
                        .entrySet().stream()
                                .filter(operation -> VERBS.contains(String.valueOf(operation.getKey())))
                                .map(operation -> Map.<String, Object>entry(
                                        path.getKey() + " " + operation.getKey(), operation.getValue())))
                .toList();
    }

    private static Map<String, Object> document() throws IOException {
        var parts = new OpenApiParts();
        try (Stream<java.nio.file.Path> files = Files.list(FOLDER)) {
            for (java.nio.file.Path file : files.sorted().toList()) {
                try (InputStream yaml = Files.newInputStream(file)) {
                    parts.add(yaml);
                }
            }
        }
        return parts.document();
    }
}
