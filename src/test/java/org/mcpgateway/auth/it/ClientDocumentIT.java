package org.mcpgateway.auth.it;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mcpgateway.auth.oauth.Sha256;
import org.mcpgateway.auth.support.AuthServer;
import org.mcpgateway.auth.support.DocumentServer;
import org.mcpgateway.auth.support.TestApp;
import org.mcpgateway.auth.support.TestAuthorization;
import org.mcpgateway.auth.support.TestBrowser;
import org.mcpgateway.auth.support.TestClient;
import org.mcpgateway.auth.support.TestClient.Answer;

/**
 * Client ID metadata documents (MCP authorization, client registration approaches), over TLS with a private authority.
 */
@DisplayNameGeneration(ReplaceUnderscores.class)
class ClientDocumentIT {

    private static final String REDIRECT = "https://app.example/callback";

    @TempDir
    static Path folder;

    private static DocumentServer documents;
    private static AuthServer server;

    private final TestBrowser browser = new TestBrowser();

    @BeforeAll
    static void documents_are_published() {
        documents = DocumentServer.start(folder);
        server = AuthServer.start(Map.of(
                "CLIENT_DOCUMENT_HOSTS",
                "localhost",
                "CLIENT_DOCUMENT_CA",
                documents.certificate().toString()));
    }

    @AfterAll
    static void no_more() {
        server.close();
        documents.close();
    }

    // the address

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://localhost",
                "https://localhost/",
                "https://user@localhost/client.json",
                "https://localhost/client.json#part",
                "https://localhost/client.json?x=1",
                "https://localhost/../client.json",
                "https://localhost/a/./client.json",
                "https://127.0.0.1/client.json",
                "https://[::1]/client.json",
                "https://2130706433/client.json",
                "http://localhost/client.json"
            })
    void an_address_that_cannot_be_an_identifier_is_refused_on_a_page(String clientId) {
        int before = documents.asked();

        Answer answer = authorize(clientId, REDIRECT);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.header("Location")).isEmpty();
        assertThat(documents.asked()).isEqualTo(before);
    }

    @Test
    void a_private_address_is_not_fetched_from() {
        try (AuthServer strict = AuthServer.start(
                Map.of("CLIENT_DOCUMENT_CA", documents.certificate().toString()))) {
            int before = documents.asked();
            String clientId = published("/private.json", "");

            assertThat(browser.open(address(strict, clientId, REDIRECT)).status())
                    .isEqualTo(400);
            assertThat(documents.asked()).isEqualTo(before);
        }
    }

    // the document

    @Test
    void a_document_of_another_client_is_refused() {
        String clientId = documents.address("/stolen.json");
        documents.publish("/stolen.json", 200, document(documents.address("/other.json"), ""));

        assertThat(authorize(clientId, REDIRECT).status()).isEqualTo(400);
    }

    @Test
    void a_redirect_is_not_followed() {
        published("/target.json", "");
        documents.publish("/moved.json", 302, "", "Location", documents.address("/target.json"));

        assertThat(authorize(documents.address("/moved.json"), REDIRECT).status())
                .isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "[]",
                "<html>",
                "{\"client_id\":\"%s\",\"client_name\":\"No redirect\"}",
                "{\"client_id\":\"%s\",\"redirect_uris\":[\"https://app.example/callback\"]}",
                "{\"client_id\":\"%s\",\"client_name\":\"S\",\"client_secret\":\"x\",\"redirect_uris\":[\"https://app.example/callback\"]}",
                "{\"client_id\":\"%s\",\"client_name\":\"J\",\"redirect_uris\":[\"javascript:alert(1)\"]}"
            })
    void a_document_that_breaks_the_rules_is_refused(String body) {
        String path = "/broken-" + Integer.toHexString(body.hashCode()) + ".json";
        documents.publish(path, 200, body.replace("%s", documents.address(path)));

        assertThat(authorize(documents.address(path), REDIRECT).status()).isEqualTo(400);
    }

    @Test
    void a_document_that_is_too_long_is_refused() {
        String clientId = published("/long.json", ",\"x\":\"" + "a".repeat(70_000) + "\"");

        assertThat(authorize(clientId, REDIRECT).status()).isEqualTo(400);
    }

    @Test
    void a_document_that_is_no_json_by_its_type_is_refused() {
        String clientId = documents.address("/text.json");
        documents.publish("/text.json", 200, document(clientId, ""), "Content-Type", "text/html");

        assertThat(authorize(clientId, REDIRECT).status()).isEqualTo(400);
    }

    @Test
    void a_redirect_uri_that_is_not_in_the_document_is_refused_on_a_page() {
        Answer answer = authorize(published("/strict.json", ""), "https://evil.example/callback");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.header("Location")).isEmpty();
    }

    // the happy path

    @Test
    void the_page_shows_the_name_the_host_that_vouches_and_where_it_leads() {
        Answer page = authorize(published("/shown.json", ""), REDIRECT);

        assertThat(page.status()).isEqualTo(200);
        assertThat(page.body()).contains("Published App", "localhost", "app.example");
    }

    @Test
    void a_document_is_fetched_again_only_when_its_own_rules_say_so() {
        String clientId = documents.address("/cached.json");
        documents.publish("/cached.json", 200, document(clientId, ""), "Cache-Control", "public, max-age=3600");
        authorize(clientId, REDIRECT);
        int after = documents.asked();

        authorize(clientId, REDIRECT);

        assertThat(documents.asked()).isEqualTo(after);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ",\"grant_types\":[\"authorization_code\"]"})
    void a_client_of_a_document_gets_tokens_without_registering(String grantTypes) {
        String clientId = published("/whole-" + grantTypes.length() + ".json", grantTypes);
        String verifier = TestApp.verifier();
        String code = code(letIn(address(server, clientId, REDIRECT, Sha256.of(verifier))));

        JsonObject tokens = server.client()
                .form(
                        "/token",
                        "grant_type",
                        "authorization_code",
                        "client_id",
                        clientId,
                        "code",
                        code,
                        "redirect_uri",
                        REDIRECT,
                        "code_verifier",
                        verifier)
                .json();

        assertThat(tokens).containsKeys("access_token", "refresh_token");
        assertThat(server.client()
                        .form(
                                "/token",
                                "grant_type",
                                "refresh_token",
                                "client_id",
                                clientId,
                                "refresh_token",
                                tokens.getString("refresh_token"))
                        .status())
                .isEqualTo(200);
    }

    // never silently: a client's identifier is the same at every server

    @Test
    void a_person_who_let_it_in_before_is_asked_again() {
        String clientId = published("/again.json", "");
        letIn(address(server, clientId, REDIRECT));

        Answer page = authorize(clientId, REDIRECT);

        assertThat(page.status()).isEqualTo(200);
        assertThat(page.body()).contains("Allow as alice");
    }

    @Test
    void where_no_page_may_be_shown_it_is_told_that_consent_is_required() {
        String clientId = published("/unasked.json", "");
        letIn(address(server, clientId, REDIRECT));

        Answer answer = browser.open(address(server, clientId, REDIRECT) + "&prompt=none");

        assertThat(answer.header("Location")).startsWith(REDIRECT + "?").contains("error=consent_required");
    }

    @Test
    void the_metadata_says_that_documents_are_taken_together_with_the_method_none() {
        JsonObject metadata =
                server.client().get("/.well-known/oauth-authorization-server").json();

        assertThat(metadata.getBoolean("client_id_metadata_document_supported")).isTrue();
        assertThat(metadata.getJsonArray("token_endpoint_auth_methods_supported")
                        .toString())
                .contains("none");
    }

    private String published(String path, String more) {
        documents.publish(path, 200, document(documents.address(path), more));
        return documents.address(path);
    }

    private static String document(String clientId, String more) {
        return "{\"client_id\":\"" + clientId + "\",\"client_name\":\"Published App\",\"redirect_uris\":[\"" + REDIRECT
                + "\"],\"token_endpoint_auth_method\":\"none\"" + more + "}";
    }

    /** Where the client's answer goes once alice has agreed and signed in. */
    private URI letIn(String address) {
        Answer page = browser.open(address);
        Answer toProvider = browser.submit(page, server.issuer() + "/authorize", "decision", "approve");
        Answer signIn = browser.open(toProvider.header("Location"));
        Answer toCallback = browser.submit(signIn, server.issuer() + "/local/sign-in", "username", "alice");
        return URI.create(browser.open(toCallback.header("Location")).header("Location"));
    }

    private static String code(URI back) {
        return TestAuthorization.query(back).get("code");
    }

    private Answer authorize(String clientId, String redirectUri) {
        return browser.open(address(server, clientId, redirectUri));
    }

    private static String address(AuthServer at, String clientId, String redirectUri) {
        return address(at, clientId, redirectUri, "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM");
    }

    private static String address(AuthServer at, String clientId, String redirectUri, String challenge) {
        return at.issuer() + "/authorize?"
                + TestClient.encode(
                        "response_type",
                        "code",
                        "client_id",
                        clientId,
                        "redirect_uri",
                        redirectUri,
                        "code_challenge",
                        challenge,
                        "code_challenge_method",
                        "S256");
    }
}
