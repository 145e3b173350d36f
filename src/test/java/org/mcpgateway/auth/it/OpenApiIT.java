package org.mcpgateway.auth.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.swagger.v3.parser.OpenAPIV3Parser;
import io.swagger.v3.parser.core.models.ParseOptions;
import io.swagger.v3.parser.core.models.SwaggerParseResult;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.mcpgateway.auth.support.AuthServer;
import org.mcpgateway.auth.support.TestClient.Answer;

/** The description of the endpoints, as the server gives it. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class OpenApiIT {

    private final AuthServer server = AuthServer.shared();

    @Test
    void the_document_is_valid() {
        SwaggerParseResult parsed = parsed(document().body());

        assertThat(parsed.getMessages()).isEmpty();
        assertThat(parsed.getOpenAPI().getOpenapi()).startsWith("3.1");
        assertThat(parsed.getOpenAPI().getPaths()).containsKeys("/token", "/authorize", "/register/{client_id}");
    }

    @Test
    void the_validator_finds_what_is_wrong() {
        String wrong = document().body().replace("\"operationId\":\"token\"", "\"operationId\":\"authorize\"");

        assertThat(parsed(wrong).getMessages()).isNotEmpty();
    }

    @Test
    void it_names_this_server_and_may_be_read_by_listed_pages() {
        Answer answer = server.client().get("/openapi.json", "Origin", AuthServer.CORS_ORIGIN);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Content-Type")).startsWith("application/json");
        assertThat(answer.header("Cache-Control")).isEqualTo("public, max-age=3600");
        assertThat(answer.header("Access-Control-Allow-Origin")).isEqualTo(AuthServer.CORS_ORIGIN);
        assertThat(answer.json().getJsonArray("servers").getJsonObject(0).getString("url"))
                .isEqualTo(server.issuer().toString());
    }

    private Answer document() {
        return server.client().get("/openapi.json");
    }

    private static SwaggerParseResult parsed(String document) {
        var options = new ParseOptions();
        options.setResolve(true);
        options.setValidateInternalRefs(true);
        return new OpenAPIV3Parser().readContents(document, null, options);
    }
}
