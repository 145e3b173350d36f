package org.mcpgateway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Published clients from discovery to a tool's answer, with no token handed to them: RFC 9728, RFC 8414, RFC 7591,
 * authorization code with PKCE, Streamable HTTP.
 */
@DisplayNameGeneration(ReplaceUnderscores.class)
class RealClientsIT {

    private Person person;

    /** The clients, each with the way it is driven. */
    enum Client {
        PYTHON_SDK("python_sdk.py"),
        TYPESCRIPT_SDK_2("typescript-sdk-2.mjs"),
        TYPESCRIPT_SDK_1("typescript-sdk-1.mjs"),
        MCP_REMOTE("mcp-remote.mjs");

        private final String script;

        Client(String script) {
            this.script = script;
        }

        RealClient installed() throws Exception {
            return script.endsWith(".py") ? RealClient.python(script) : RealClient.node(script);
        }
    }

    @BeforeEach
    void a_person_comes() {
        person = new Person("ada");
    }

    @AfterEach
    void the_person_goes() {
        person.close();
    }

    @ParameterizedTest
    @EnumSource
    void it_signs_in_and_asks_time_for_the_time(Client client) throws Exception {
        RealClient.Outcome outcome =
                client.installed().call(person, service("time"), "get_current_time", "{\"timezone\": \"UTC\"}");

        assertThat(outcome.tools()).contains("get_current_time", "convert_time");
        assertThat(outcome.text()).contains("\"timezone\": \"UTC\"", "\"datetime\"");
    }

    @ParameterizedTest
    @EnumSource
    void it_signs_in_and_hears_the_echo_of_everything(Client client) throws Exception {
        RealClient.Outcome outcome =
                client.installed().call(person, service("everything"), "echo", "{\"message\": \"Grüße 👋\"}");

        assertThat(outcome.tools()).contains("echo", "get-sum");
        assertThat(outcome.text()).isEqualTo("Echo: Grüße 👋");
    }

    private static URI service(String name) {
        Runtimes.node();
        Runtimes.python();
        return RunningGateway.shared().service(name).orElseThrow();
    }
}
