package org.mcpgateway.auth.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mcpgateway.auth.support.AuthServer;

/** What a proxy relies on in the connections that it keeps to a server with the settings of the images. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class ConnectionIT {

    private final AuthServer server = AuthServer.shared();
    private final URI issuer = server.issuer();

    @Test
    void a_connection_serves_as_many_requests_as_come() throws IOException {
        int requests = 600;

        String answers = server.exchange(request("").repeat(requests - 1) + request("Connection: close\r\n"));

        assertThat(Pattern.compile("HTTP/1\\.1 401 ").matcher(answers).results())
                .hasSize(requests);
    }

    @ParameterizedTest
    @CsvSource({
        "HTTP/1.1, foo, Content-Length: 24, client_id is required",
        "HTTP/1.1, websocket, Content-Length: 24, client_id is required",
        "HTTP/1.0, foo, Content-Length: 24, client_id is required",
        "HTTP/1.1, foo, Content-Length: 0, grant_type is required",
        "HTTP/1.1, foo, Accept: */*, grant_type is required",
        "HTTP/1.1, foo, Transfer-Encoding: chunked, leave Upgrade out"
    })
    void who_asks_for_another_protocol_is_answered_at_once_in_this_one(
            String version, String protocol, String length, String reason) throws IOException {
        String answer = server.exchange("POST /token " + version + "\r\nHost: " + issuer.getAuthority()
                + "\r\nConnection: Upgrade\r\nUpgrade: " + protocol
                + "\r\nContent-Type: application/x-www-form-urlencoded\r\n" + length
                + "\r\n\r\ngrant_type=refresh_token");

        assertThat(answer).matches("(?s)HTTP/1\\.[01] 40[01] .*").contains("Connection: close", reason);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/jwks", "/.well-known/oauth-authorization-server", "/no/such/address"})
    void who_asks_for_another_protocol_and_has_no_body_is_answered_in_this_one(String path) throws IOException {
        assertThat(server.exchange("GET " + path + " HTTP/1.1\r\nHost: " + issuer.getAuthority()
                        + "\r\nConnection: close, Upgrade\r\nUpgrade: foo\r\n\r\n"))
                .matches("(?s)HTTP/1\\.1 (200|404) .*");
    }

    /** As the JDK's client does by itself where there is no TLS. */
    @Test
    void a_client_may_go_over_to_http_2() throws Exception {
        try (HttpClient client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_2).build()) {
            HttpResponse<String> answer = client.send(
                    HttpRequest.newBuilder(issuer.resolve("/token"))
                            .header("Content-Type", "application/x-www-form-urlencoded")
                            .POST(HttpRequest.BodyPublishers.ofString("grant_type=refresh_token"))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());

            assertThat(answer.version()).isEqualTo(HttpClient.Version.HTTP_2);
            assertThat(answer.body()).contains("client_id is required");
        }
    }

    private String request(String headers) {
        return "GET /verify HTTP/1.1\r\nHost: " + issuer.getAuthority() + "\r\n" + headers + "\r\n";
    }
}
