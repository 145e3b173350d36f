package org.mcpgateway.bridge.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class MarkdownTest {

    @Test
    void decoration_goes_emphasis_and_code_stay() {
        assertThat(markdown("<main><nav><nav>menu</nav></nav><p>a <b>bold <i>and</i></b><b> one</b>, <em>so</em>!</p>"
                        + "<aside>ad</aside><pre><code>x_<b>y</b></code></pre></main>"))
                .contains("a **bold *and***** one**, *so*!", "x_y")
                .doesNotContain("menu", "ad\n");
    }

    /** As many as fit into the most that is read; each of them once cost as much as it had neighbours. */
    @ParameterizedTest
    @CsvSource({
        "<b>x</b>, 300000, ''",
        "<nav></nav>, 300000, ''",
        "<b><i>x</i></b>, 150000, ''",
        "<h1>x</h1>, 200000, ''",
        "<code>x</code>, 150000, <pre>",
        "<div>, 300000, ''",
        "<b>, 100000, x"
    })
    void a_page_of_nothing_but_elements_takes_no_longer_than_another(String element, int times, String before) {
        String page = "<main>" + before + element.repeat(times) + "x";

        assertThat(assertTimeoutPreemptively(Duration.ofSeconds(60), () -> markdown(page)))
                .isNotNull();
    }

    @Test
    void whoever_gets_the_text_alone_is_told_so() {
        Page page = page("<main>" + "<p>x</p>".repeat(20_000));

        assertThat(page.prefix()).contains("too many parts");
        assertThat(page.text()).startsWith("x");
    }

    private static String markdown(String html) {
        return page(html).text();
    }

    private static Page page(String html) {
        return Markdown.of(new Document(URI.create("https://example.com/"), "text/html", html));
    }
}
