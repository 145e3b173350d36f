package org.mcpgateway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** {@code mcp-remote} where no browser is: RFC 8628 with a person at another screen, and a machine on its own. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class HeadlessClientsIT {

    @Test
    void a_terminal_shows_a_code_that_a_person_allows_elsewhere() throws Exception {
        try (var person = new Person("ada")) {
            assertThat(echoed(RealClient.node("mcp-remote.mjs"), person, "--device-code"))
                    .isEqualTo("Echo: nobody is here");
        }
    }

    @Test
    void a_machine_signs_in_with_the_secret_that_the_operator_gave_it() throws Exception {
        RealClient machine = RealClient.node("mcp-remote.mjs");
        Path credentials = Files.writeString(
                Files.createTempFile(machine.folder(), "machine", ".json"),
                "{\"client_id\": \"%s\", \"client_secret\": \"%s\"}"
                        .formatted(RunningGateway.MACHINE_CLIENT, RunningGateway.MACHINE_SECRET));

        assertThat(echoed(
                        machine,
                        HeadlessClientsIT::nobodyIsThere,
                        "--client-credentials",
                        "--static-oauth-client-info",
                        "@" + credentials))
                .isEqualTo("Echo: nobody is here");
    }

    /** What the tool answered once the client was let in; the person gets what it asks a person to open. */
    private static String echoed(RealClient client, RealClient.Step<URI> person, String... options) throws Exception {
        String plan = """
            [{"server": "everything", "url": "%s", "era": "initialize",
              "calls": {"echo": {"tool": "echo", "arguments": {"message": "nobody is here"}}}}]\
            """.formatted(service());
        List<String> line = new ArrayList<>(List.of(plan));
        line.addAll(List.of(options));
        List<String> texts = new ArrayList<>();
        client.run(line, said -> {
            if (said.startsWith("AUTHORIZE ")) {
                person.take(URI.create(said.substring("AUTHORIZE ".length())));
            } else if (said.startsWith("OBSERVED ")) {
                texts.add(new ObjectMapper()
                        .readTree(said.substring("OBSERVED ".length()))
                        .at("/outcomes/echo/text")
                        .asText());
            }
        });
        return String.join("\n", texts);
    }

    private static void nobodyIsThere(URI address) {
        throw new AssertionError("a machine asked for a person at " + address);
    }

    private static URI service() {
        Runtimes.node();
        return RunningGateway.shared().service("everything").orElseThrow();
    }
}
