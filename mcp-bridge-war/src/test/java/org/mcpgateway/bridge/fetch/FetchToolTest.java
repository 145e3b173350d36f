package org.mcpgateway.bridge.fetch;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mcpgateway.bridge.config.FetchSettings;

@DisplayNameGeneration(ReplaceUnderscores.class)
class FetchToolTest {

    private WebSite site;

    @BeforeEach
    void start() throws IOException {
        site = new WebSite();
    }

    @AfterEach
    void stop() {
        site.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://127.0.0.1:PORT/",
                "http://localhost:PORT/",
                "http://127.1:PORT/",
                "http://2130706433:PORT/",
                "http://0177.0.0.1:PORT/",
                "http://0x7f000001:PORT/",
                "http://0x7f.0.0.1:PORT/",
                "http://017700000001:PORT/",
                "http://0.0.0.0:PORT/",
                "http://0:PORT/",
                "http://[::]:PORT/",
                "http://[::1]:PORT/",
                "http://[::ffff:127.0.0.1]:PORT/",
                "http://[::ffff:7f00:1]:PORT/",
                "http://[0:0:0:0:0:ffff:127.0.0.1]:PORT/",
                "http://[64:ff9b::7f00:1]:PORT/",
                "http://[2002:7f00:1::]:PORT/",
                "http://[fec0::1]:PORT/",
                "http://[::127.0.0.1]:PORT/",
                "http://127.0.0.1.:PORT/",
                "http://LOCALHOST:PORT/",
                "http://user@127.0.0.1:PORT/",
                "http://example.com@127.0.0.1:PORT/",
                "http://127.0.0.1:PORT#@example.com/",
                "http://①②⑦.⓪.⓪.①:PORT/",
                "file:///etc/passwd",
                "ftp://127.0.0.1/",
                "gopher://127.0.0.1:PORT/",
                "jar:file:/x!/y",
                "//127.0.0.1:PORT/",
                "http:/127.0.0.1:PORT/",
                "http://",
                "javascript:1"
            })
    void what_leads_inside_is_refused_and_never_asked(String url) {
        FetchTool tool = tool(guarded());

        assertThatThrownBy(() -> tool.call(arguments(url.replace("PORT", Integer.toString(site.port())), "")))
                .isInstanceOf(FetchException.class);
        assertThat(site.asked()).isEmpty();
    }

    @Test
    void a_redirect_to_the_inside_is_refused() throws IOException {
        try (WebSite inside = new WebSite()) {
            site.redirect("/out", inside.at("/secret"));
            FetchSettings settings = settings(false, List.of("public.example"), false);
            FetchTool tool = tool(settings, host -> new InetAddress[] {InetAddress.getLoopbackAddress()});

            assertThatThrownBy(() -> tool.call(arguments("http://public.example:" + site.port() + "/out", "")))
                    .isInstanceOf(FetchException.class)
                    .hasMessageContaining("public internet");
            assertThat(inside.asked()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nTransfer-Encoding: chunked\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 1000000000000\r\n\r\n",
                "HTTP/1.1 302 Found\r\nLocation: ftp://elsewhere/\r\nTransfer-Encoding: chunked\r\n\r\n",
                "HTTP/1.1 404 Not Found\r\nTransfer-Encoding: chunked\r\n\r\n",
                "HTTP/1.1 200 OK\r\nX-Head: that does not end",
                ""
            })
    void what_never_ends_is_not_read_to_its_end(String beginning) throws Exception {
        String more = beginning.isEmpty()
                ? "HTTP/1.1 100 Continue\r\n\r\n"
                : beginning.endsWith("\r\n\r\n") ? "5\r\nhello\r\n" : "x";
        try (var endless = new EndlessSite(beginning, more)) {
            FetchTool tool = tool(new FetchSettings(true, List.of(), "test", true, 100, Duration.ofSeconds(2)));

            CompletableFuture<String> said = CompletableFuture.supplyAsync(
                    () -> {
                        try {
                            return tool.call(arguments(endless.address(), ""));
                        } catch (FetchException e) {
                            return e.problem();
                        }
                    },
                    Thread::startVirtualThread);

            assertThat(said.get(20, TimeUnit.SECONDS)).isNotEmpty();
            assertThat(endless.left().get(20, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void a_name_is_resolved_once_for_each_connection_so_that_it_cannot_change_after_the_check() throws Exception {
        site.page("/page", "text/plain", "text", UTF_8);
        AtomicInteger lookups = new AtomicInteger();
        FetchTool tool = tool(settings(false, List.of("public.example"), true), host -> {
            lookups.incrementAndGet();
            return new InetAddress[] {InetAddress.getLoopbackAddress()};
        });

        tool.call(arguments("http://public.example:" + site.port() + "/page", ""));

        assertThat(lookups).hasValue(1);
    }

    @Test
    void what_robots_txt_forbids_is_not_read_for_a_model_but_is_for_a_user() throws Exception {
        site.page("/robots.txt", "text/plain", "User-agent: *\nDisallow: /private/\n", UTF_8)
                .page("/private/a", "text/plain", "private", UTF_8)
                .page("/open", "text/plain", "open", UTF_8);
        FetchTool tool = tool(open());

        assertThatThrownBy(() -> tool.call(arguments(site.at("/private/a"), "")))
                .hasMessageContaining("robots.txt");
        assertThat(tool.call(arguments(site.at("/open"), ""))).endsWith("open");
        assertThat(tool.prompt(arguments(site.at("/private/a"), ""))).endsWith("private");
        assertThat(site.asked()).containsOnlyOnce("/robots.txt");
    }

    @Test
    void rules_for_this_program_by_name_go_before_those_for_all() throws Exception {
        site.page(
                        "/robots.txt",
                        "text/plain",
                        "User-agent: Test-Agent\nAllow: /\n\nUser-agent: *\nDisallow: /\n",
                        UTF_8)
                .page("/a", "text/plain", "text", UTF_8);

        assertThat(tool(open()).call(arguments(site.at("/a"), ""))).endsWith("text");
    }

    @Test
    void robots_txt_counts_after_a_redirect_as_well() {
        site.page("/robots.txt", "text/plain", "User-agent: *\nDisallow: /private/\n", UTF_8)
                .redirect("/open", "/private/a")
                .page("/private/a", "text/plain", "private", UTF_8);

        assertThatThrownBy(() -> tool(open()).call(arguments(site.at("/open"), "")))
                .hasMessageContaining("robots.txt");
        assertThat(site.asked()).doesNotContain("/private/a");
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 403, 500, 503})
    void a_robots_txt_that_is_withheld_allows_nothing(int status) {
        site.answer("/robots.txt", status, Map.of(), new byte[0]).page("/a", "text/plain", "text", UTF_8);

        assertThatThrownBy(() -> tool(open()).call(arguments(site.at("/a"), "")))
                .hasMessageContaining("robots.txt");
    }

    @Test
    void more_redirects_than_reasonable_are_not_followed() {
        site.redirect("/a", "/a");

        assertThatThrownBy(() -> tool(open()).call(arguments(site.at("/a"), "")))
                .hasMessageContaining("redirects");
    }

    @Test
    void a_status_that_is_an_error_is_told() {
        assertThatThrownBy(() -> tool(open()).call(arguments(site.at("/none"), "")))
                .hasMessage("Failed to fetch " + site.at("/none") + " - status code 404");
    }

    @Test
    void what_is_no_text_is_refused() {
        site.answer("/a.png", 200, Map.of("Content-Type", "image/png"), new byte[] {1, 2, 3});

        assertThatThrownBy(() -> tool(open()).call(arguments(site.at("/a.png"), "")))
                .hasMessageContaining("image/png");
    }

    @Test
    void a_document_is_cut_at_the_most_bytes() throws Exception {
        site.page("/long", "text/plain", "x".repeat(300_000), UTF_8);

        String text = tool(open()).call(arguments(site.at("/long"), ",\"max_length\":999999"));

        assertThat(text.chars().filter(c -> c == 'x').count()).isEqualTo(200_000 + 1); // one in "text"
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "1000000", "1.5", "\"5\"", "-1", "1e99"})
    void a_length_that_cannot_be_is_refused(String length) {
        assertThatThrownBy(() -> tool(open()).call(arguments(site.at("/a"), ",\"max_length\":" + length)))
                .hasMessageContaining("max_length must be a whole number");
    }

    @Test
    void the_charset_is_what_the_server_says_or_the_page_or_its_first_bytes() throws Exception {
        site.page("/header", "text/plain; charset=iso-8859-1", "Käse", ISO_8859_1)
                .page("/meta", "text/html", "<html><meta charset='iso-8859-1'><p>Käse</p></html>", ISO_8859_1)
                .page("/mark", "text/plain", "\uFEFFKäse", UTF_16LE)
                .page("/utf8mark", "text/plain", "\uFEFFKäse", UTF_8)
                .page("/none", "text/plain", "Käse 漢字 😀", UTF_8);
        FetchTool tool = tool(open());

        assertThat(tool.call(arguments(site.at("/header"), ""))).endsWith("\nKäse");
        assertThat(tool.call(arguments(site.at("/meta"), ""))).endsWith("\nKäse");
        assertThat(tool.call(arguments(site.at("/mark"), ""))).endsWith("\nKäse");
        assertThat(tool.call(arguments(site.at("/utf8mark"), ""))).endsWith("\nKäse");
        assertThat(tool.call(arguments(site.at("/none"), ""))).endsWith("\nKäse 漢字 😀");
    }

    @Test
    void pieces_put_together_are_the_whole_and_no_character_is_cut() throws Exception {
        String text = "😀ü".repeat(50);
        site.page("/a", "text/plain", text, UTF_8);
        FetchTool tool = tool(open());
        StringBuilder all = new StringBuilder();

        for (int start = 0; start < 100; start += 7) {
            String piece = tool.call(arguments(site.at("/a"), ",\"max_length\":7,\"start_index\":" + start));
            String rest = piece.substring(piece.indexOf("/a:\n") + 4);
            int end = rest.indexOf(
                    "\n\n<error>Content truncated. Call the fetch tool with a start_index of " + (start + 7));
            all.append(end < 0 ? rest : rest.substring(0, end));
        }

        assertThat(all).hasToString(text);
        assertThat(tool.call(arguments(site.at("/a"), ",\"start_index\":100")))
                .endsWith("<error>No more content available.</error>");
    }

    private static JsonObject arguments(String url, String more) {
        String text = "{\"url\":" + Json.createValue(url) + more + "}";
        try (var reader = Json.createReader(new java.io.StringReader(text))) {
            return reader.readObject();
        }
    }

    private static FetchSettings guarded() {
        return settings(false, List.of(), true);
    }

    private static FetchSettings open() {
        return settings(true, List.of(), false);
    }

    private static FetchSettings settings(boolean allowPrivate, List<String> hosts, boolean ignoreRobots) {
        return new FetchSettings(allowPrivate, hosts, "test-agent/1", ignoreRobots, 200_000, Duration.ofSeconds(20));
    }

    private static FetchTool tool(FetchSettings settings) {
        return tool(settings, InetAddress::getAllByName);
    }

    private static FetchTool tool(FetchSettings settings, PublicAddresses.Lookup lookup) {
        WebReader web = new WebReader(settings, new PublicAddresses(settings, lookup));
        return new FetchTool(web, new Robots(web, settings.userAgent()), new Simplifier(settings.patience()), settings);
    }
}
