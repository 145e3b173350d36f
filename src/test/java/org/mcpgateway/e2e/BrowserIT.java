package org.mcpgateway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** A real Chromium through consent and sign-in, by keyboard; its pictures stay in {@code target/screenshots}. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class BrowserIT {

    private static final Path PICTURES =
            Path.of(System.getProperty("gateway.root", "")).resolve("target/screenshots");

    private final ObjectMapper json = new ObjectMapper();
    private final List<JsonNode> pages = new ArrayList<>();
    private final List<JsonNode> end = new ArrayList<>();

    @Test
    void a_person_allows_and_signs_in_with_chromium() throws Exception {
        Runtimes.chromium();
        URI everything = RunningGateway.shared().service("everything").orElseThrow();

        List<Observation> seen = new ArrayList<>();
        var echo = new Child.Task("echo", Map.of("message", "from Chromium"), "Echo: from Chromium", List.of());

        RealClient.node("typescript-sdk-2.mjs")
                .observe(
                        this::withChromium,
                        List.of(new Observation.Plan(
                                "everything", everything, Era.INITIALIZE, Map.of(Capability.TOOLS, echo))),
                        seen::add);

        assertThat(seen.getFirst().outcomes().get(Capability.TOOLS).text()).isEqualTo(echo.answer());
        assertThat(pages).hasSize(2);
        assertThat(pages.get(0).get("heading").asText()).contains("TypeScript SDK", "asks for access");
        assertThat(pages.get(1).get("heading").asText()).isEqualTo("Sign in on this machine");
        assertThat(pages).allSatisfy(page -> {
            assertThat(page.get("language").asText()).isEqualTo("en");
            assertThat(page.get("overflows").asBoolean())
                    .as("wider than a phone")
                    .isFalse();
            assertThat(page.get("unlabelled").asInt())
                    .as("inputs without a label")
                    .isZero();
        });
        assertThat(end.getFirst().get("text").asText()).isEqualTo("You can close this window.");
        assertThat(end.getFirst().get("problems"))
                .as("errors in the browser's console")
                .isEmpty();
        assertThat(PICTURES.resolve("consent.png")).isNotEmptyFile();
        assertThat(PICTURES.resolve("sign-in-dark.png")).isNotEmptyFile();
    }

    private void withChromium(URI authorization) throws IOException, InterruptedException {
        RealClient.node("browser.mjs")
                .run(
                        List.of(Runtimes.chromium().toString(), authorization.toString(), PICTURES.toString()),
                        this::note);
    }

    private void note(String line) throws IOException {
        if (line.startsWith("PAGE ")) {
            pages.add(json.readTree(line.substring("PAGE ".length())));
        } else if (line.startsWith("END ")) {
            end.add(json.readTree(line.substring("END ".length())));
        }
    }
}
