package org.mcpgateway.bridge.fetch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mcpgateway.bridge.config.FetchSettings;
import org.mcpgateway.bridge.server.ChildCommand;
import org.mcpgateway.bridge.server.Children;
import org.mcpgateway.bridge.server.McpServerLink;
import org.mcpgateway.bridge.server.ResourceLimits;
import org.mcpgateway.bridge.support.Heard;
import org.mcpgateway.bridge.support.TestServer;

/** The native fetch server beside the reference server, on the same pages. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@DisplayNameGeneration(ReplaceUnderscores.class)
class ReferenceFetchIT {

    private static final Duration INSTALL = Duration.ofMinutes(5);
    private static final String INITIALIZE =
            "{\"protocolVersion\":\"2025-11-25\",\"capabilities\":{},\"clientInfo\":{\"name\":\"t\",\"version\":\"1\"}}";

    private final Children children = new Children();
    private final Heard ourWords = new Heard();
    private final Heard theirWords = new Heard();
    private FetchServer fetchs;
    private McpServerLink ours;
    private McpServerLink theirs;
    private WebSite site;
    private int number = 10;

    @BeforeAll
    void start() throws Exception {
        Path program = install();
        site = new WebSite();
        for (String page : List.of("simple.html", "article.html")) {
            site.page("/" + page, "text/html; charset=utf-8", resource(page), UTF_8);
        }
        site.page("/empty.html", "text/html", "<html><body></body></html>", UTF_8)
                .page("/plain.txt", "text/plain", "just text, ünïcödé 😀\nsecond line\n", UTF_8)
                .page("/data.json", "application/json", "{\"a\": [1, 2]}", UTF_8)
                .page("/untyped", "", "<html><body><p>No type at all.</p></body></html>", UTF_8)
                .page("/long.html", "text/html", "<html><body>" + paragraphs() + "</body></html>", UTF_8)
                .redirect("/moved", "/simple.html");
        FetchSettings settings = new FetchSettings(true, List.of(), "test/1", false, 1 << 20, Duration.ofSeconds(20));
        fetchs = new FetchServer(settings);
        ours = fetchs.open(ourWords);
        ourWords.ask(ours, 1, "initialize", INITIALIZE);
        theirs = children.open(
                new ChildCommand(
                        "fetch/1",
                        List.of(program.toString(), "--allow-private-ips"),
                        Map.of(),
                        Optional.empty(),
                        1 << 22,
                        ResourceLimits.NONE),
                theirWords,
                theirWords);
        theirWords.ask(theirs, 1, "initialize", INITIALIZE);
        theirs.send("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}".getBytes(UTF_8));
    }

    @AfterAll
    void stop() {
        if (fetchs != null) {
            ours.close();
            fetchs.stop();
        }
        if (site != null) {
            site.close();
        }
        children.stop();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "simple.html |",
                "article.html |",
                "empty.html |",
                "plain.txt |",
                "data.json |",
                "moved |",
                "none.html |",
                "simple.html | ,'raw':true,'max_length':30",
                "long.html |",
                "long.html | ,'max_length':100",
                "long.html | ,'max_length':100,'start_index':100",
                "long.html | ,'max_length':999999",
                "long.html | ,'start_index':99999",
                "plain.txt | ,'max_length':34",
                "plain.txt | ,'max_length':19",
                "plain.txt | ,'start_index':34"
            })
    void both_give_a_model_the_same(String page, String more) {
        String arguments = "{\"url\":\"" + site.at("/" + page.strip()) + "\""
                + (more == null ? "" : more.strip().replace('\'', '"')) + "}";
        String call = "{\"name\":\"fetch\",\"arguments\":" + arguments + "}";

        JsonObject theirResult = ask(theirWords, theirs, "tools/call", call);
        JsonObject ourResult = ask(ourWords, ours, "tools/call", call);

        assertThat(ourResult.getBoolean("isError")).isEqualTo(theirResult.getBoolean("isError", false));
        assertThat(text(ourResult)).isEqualTo(text(theirResult).replaceFirst("^Error executing tool fetch: ", ""));
    }

    @ParameterizedTest
    @CsvSource({"simple.html", "plain.txt", "none.html"})
    void both_give_a_user_the_same(String page) {
        String get = "{\"name\":\"fetch\",\"arguments\":{\"url\":\"" + site.at("/" + page) + "\"}}";

        assertThat(ask(ourWords, ours, "prompts/get", get).getJsonArray("messages"))
                .isEqualTo(ask(theirWords, theirs, "prompts/get", get).getJsonArray("messages"));
    }

    @ParameterizedTest
    @CsvSource({"url", "max_length", "start_index", "raw"})
    void both_take_the_same_arguments(String argument) {
        assertThat(limits(argument, ourWords, ours)).isEqualTo(limits(argument, theirWords, theirs));
    }

    private Map<String, Object> limits(String argument, Heard words, McpServerLink link) {
        JsonObject schema = ask(words, link, "tools/list", "{}")
                .getJsonArray("tools")
                .getJsonObject(0)
                .getJsonObject("inputSchema")
                .getJsonObject("properties")
                .getJsonObject(argument);
        var limits = new java.util.TreeMap<String, Object>(schema);
        limits.keySet().removeAll(List.of("description", "title"));
        return limits;
    }

    private JsonObject ask(Heard words, McpServerLink link, String method, String params) {
        return words.ask(link, ++number, method, params).getJsonObject("result");
    }

    private static String text(JsonObject result) {
        return result.getJsonArray("content").getJsonObject(0).getString("text");
    }

    private static String paragraphs() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 400; i++) {
            text.append("<p>Paragraph number ").append(i).append(" says something.</p>");
        }
        return text.toString();
    }

    private static String resource(String name) throws IOException {
        try (InputStream page = Objects.requireNonNull(ReferenceFetchIT.class.getResourceAsStream("/fetch/" + name))) {
            return new String(page.readAllBytes(), UTF_8);
        }
    }

    /** The reference server in an environment of its own under the build folder. */
    private static Path install() throws IOException, InterruptedException {
        Path root = Path.of(System.getProperty("gateway.root", "..")).toAbsolutePath();
        Path folder = root.resolve("mcp-bridge-war/target/reference-fetch");
        Path program = folder.resolve("bin/mcp-server-fetch");
        if (Files.notExists(program)) {
            run(TestServer.line().getFirst(), "-m", "venv", folder.toString());
            Path requirements = root.resolve("mcp-bridge-war/src/test/python/requirements.txt");
            run(
                    folder.resolve("bin/pip").toString(),
                    "install",
                    "--quiet",
                    "--require-hashes",
                    "-r",
                    requirements.toString());
        }
        return program;
    }

    private static void run(String... line) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(line).inheritIO().start();
        assertThat(process.waitFor(INSTALL.toSeconds(), TimeUnit.SECONDS))
                .as(String.join(" ", line))
                .isTrue();
        assertThat(process.exitValue()).as(String.join(" ", line)).isZero();
    }
}
