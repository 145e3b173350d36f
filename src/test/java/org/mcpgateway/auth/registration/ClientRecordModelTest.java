package org.mcpgateway.auth.registration;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.mcpgateway.auth.client.ClientRecord;
import org.mcpgateway.auth.config.IssuerSettings;
import org.mcpgateway.auth.http.RequestParameters;
import org.mcpgateway.auth.identity.UserIdentity;
import org.mcpgateway.auth.interleaving.GatedRedis;
import org.mcpgateway.auth.interleaving.Interleavings;
import org.mcpgateway.auth.interleaving.Scenario;
import org.mcpgateway.auth.oauth.OAuthError;
import org.mcpgateway.auth.oauth.OAuthException;
import org.mcpgateway.auth.support.TestClients;
import org.mcpgateway.auth.token.TestIssuing;

/** What becomes of a client's record, in whichever order those who write it reach Redis. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class ClientRecordModelTest {

    private static final String ANOTHER = "https://another.example.com/callback";

    private final TestIssuing issuing = new TestIssuing();
    private final Registrations registrations = new Registrations(
            issuing.clients,
            new UnusedRegistrations(issuing.redisson, issuing.clients, TestClients.settings(), issuing.clock),
            issuing.random,
            new IssuerSettings(URI.create("https://auth.gateway.test")),
            issuing.audit,
            issuing.clock);

    @Test
    void a_client_that_is_used_while_its_metadata_is_replaced_has_the_new_ones_and_is_used() {
        play(app -> List.of(app.redeems(), app.isReplaced()), App::requireNewAndUsed);
    }

    @Test
    void so_has_one_that_several_use() {
        play(app -> List.of(app.redeems(), app.redeems(), app.isReplaced()), App::requireNewAndUsed);
    }

    @Test
    void writes_that_come_twice_because_redis_was_silent_are_one() {
        var app = new App();

        GatedRedis.sendingTwice(() -> {
            app.isReplaced().run();
            app.redeems().run();
            return app;
        });

        app.requireNewAndUsed();
    }

    @Test
    void once_it_is_deleted_it_stays_so() {
        play(
                app -> List.of(app.redeems(), app.isReplaced(), app.isDeleted()),
                app -> assertThat(issuing.clients.find(app.clientId)).isEmpty());
    }

    private void play(Function<App, List<Runnable>> actors, Consumer<App> check) {
        Interleavings.of(() -> {
                    var app = new App();
                    return new Scenario(actors.apply(app), () -> check.accept(app));
                })
                .play(1, 200);
    }

    /** A registered client that nobody used yet, and somebody who lets it in. */
    private final class App {
        final String clientId;
        final UserIdentity user = TestIssuing.user();

        App() {
            ClientRecord client = issuing.client();
            clientId = client.clientId();
            issuing.consent(user, client);
        }

        Runnable redeems() {
            String code = issuing.code(user, clientId, issuing.random.identifier());
            return tolerant(() -> issuing.codeGrant.exchange(
                    issuing.clients
                            .find(clientId)
                            .orElseThrow(() -> OAuthException.invalidClient("the client is unknown")),
                    RequestParameters.parse("code=" + code + "&code_verifier=" + TestIssuing.VERIFIER)));
        }

        Runnable isReplaced() {
            return tolerant(() -> registrations.replace(
                    clientId,
                    "reg-token",
                    "{\"redirect_uris\":[\"%s\"],\"token_endpoint_auth_method\":\"none\"}"
                            .formatted(ANOTHER)
                            .getBytes(StandardCharsets.UTF_8)));
        }

        Runnable isDeleted() {
            return tolerant(() -> registrations.delete(clientId));
        }

        void requireNewAndUsed() {
            ClientRecord client = issuing.clients.find(clientId).orElseThrow();
            assertThat(client.redirectUris()).containsExactly(ANOTHER);
            assertThat(client.used()).isTrue();
            assertThat(client.expiresAt().orElseThrow())
                    .isAfter(issuing.clock.instant().plus(Duration.ofDays(80)));
        }

        /** Whoever finds it gone is told so. */
        private Runnable tolerant(Runnable act) {
            return () -> {
                try {
                    act.run();
                } catch (OAuthException e) {
                    assertThat(e.error())
                            .isIn(OAuthError.INVALID_CLIENT, OAuthError.INVALID_TOKEN, OAuthError.INVALID_GRANT);
                    assertThat(issuing.clients.find(clientId)).isEmpty();
                }
            };
        }
    }
}
