package org.mcpgateway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** What {@code docs/how-to/connect-a-client.md} shows, run as it stands there but for the address and the port. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class ConnectAClientIT {

    private static final String ADDRESS_IN_PAGE = "https://everything.example.com/mcp";
    private static final String PORT_IN_PAGE = "8765";
    private static final Pattern AUTHORIZATION = Pattern.compile("https?://\\S+/authorize\\?\\S+");

    private static String page;
    private static URI service;

    @BeforeAll
    static void a_gateway_runs() throws Exception {
        Runtimes.node();
        page = Files.readString(
                Path.of(System.getProperty("gateway.root", "")).resolve("docs/how-to/connect-a-client.md"));
        service = RunningGateway.shared().service("everything").orElseThrow();
    }

    @Test
    void the_program_in_TypeScript() throws Exception {
        assertThat(said(RealClient.node("of-the-page.mjs", snippet("javascript"))))
                .endsWith("Echo: hello");
    }

    @Test
    void the_program_in_Python() throws Exception {
        assertThat(said(RealClient.python("of_the_page.py", snippet("python")))).endsWith("Echo: hello");
    }

    @Test
    void the_configuration_of_Claude_Desktop() throws Exception {
        JsonNode server = new ObjectMapper().readTree(snippet("json")).at("/mcpServers/everything");
        assertThat(server.get("command").asText()).isEqualTo("npx");
        List<String> arguments = new ArrayList<>();
        server.get("args").forEach(argument -> arguments.add(argument.asText()));
        assertThat(arguments.subList(0, 2)).containsExactly("-y", "mcp-remote");

        assertThat(said(
                        RealClient.node("through-mcp-remote.mjs"),
                        arguments.subList(2, arguments.size()).toArray(String[]::new)))
                .endsWith("Echo: hello");
    }

    @Test
    void the_command_line_of_the_Inspector() throws Exception {
        Matcher line = Pattern.compile("(?m)^    npx @modelcontextprotocol/inspector (--cli .*)$")
                .matcher(ofThisGateway(page));
        assertThat(line.find()).isTrue();

        assertThat(String.join(
                        "\n",
                        said(
                                RealClient.inspector("inspector-cli.mjs"),
                                line.group(1).split(" "))))
                .contains("\"echo\"");
    }

    /** The lines that a client prints, while a person signs in where it says. */
    private static List<String> said(RealClient client, String... arguments) throws Exception {
        List<String> lines = new ArrayList<>();
        try (var person = new Person("ada")) {
            client.run(List.of(arguments), line -> {
                Matcher authorization = AUTHORIZATION.matcher(line);
                if (authorization.find()) {
                    person.take(URI.create(authorization.group()));
                }
                lines.add(line);
            });
        }
        return lines;
    }

    /** The first block of this language. */
    private static String snippet(String language) throws IOException {
        Matcher block = Pattern.compile("(?s)```" + language + "\n(.*?)```").matcher(page);
        assertThat(block.find()).isTrue();
        return ofThisGateway(block.group(1)).replace(PORT_IN_PAGE, freePort());
    }

    private static String ofThisGateway(String text) {
        return text.replace(ADDRESS_IN_PAGE, service.toString());
    }

    private static String freePort() throws IOException {
        try (var door = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return Integer.toString(door.getLocalPort());
        }
    }
}
