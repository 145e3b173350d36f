package org.mcpgateway.auth.clientdocument;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mcpgateway.auth.config.ClientDocumentSettings;
import org.mcpgateway.auth.oauth.OAuthError;
import org.mcpgateway.auth.oauth.OAuthException;
import org.mcpgateway.auth.support.DocumentServer;
import org.mcpgateway.auth.support.DrippingServer;

/** Fetches from servers that never come to an end: each ends by itself, and those after it find room. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class DocumentFetcherTest {

    private static final int SERVERS = 4;
    private static final int FETCHES_FROM_EACH = 5;

    /** The five seconds of a fetch, those of a wait for a connection, and some for a busy machine. */
    private static final Duration LIMIT = Duration.ofSeconds(20);

    @TempDir
    private static Path folder;

    private static DocumentServer documents;

    private final DocumentFetcher fetcher = new DocumentFetcher(
            new ClientDocumentSettings(true, List.of("localhost"), Optional.of(documents.certificate())));

    @BeforeAll
    static void start() {
        documents = DocumentServer.start(folder);
        documents.publish("/good", 200, "{}");
    }

    @AfterAll
    static void stop() {
        documents.close();
    }

    @AfterEach
    void stop_the_fetcher() {
        fetcher.stop();
    }

    @Test
    void a_body_of_a_wrong_type_that_never_ends_holds_nothing_up() throws Exception {
        requireEnd(() -> DrippingServer.start(
                documents,
                "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n",
                "1\r\n \r\n"));
    }

    @Test
    void a_body_of_the_right_type_that_never_ends_holds_nothing_up() throws Exception {
        requireEnd(() -> DrippingServer.start(
                documents, "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 60000\r\n\r\n", " "));
    }

    @Test
    void headers_that_never_end_hold_nothing_up() throws Exception {
        requireEnd(() -> DrippingServer.start(documents, "HTTP/1.1 200 OK\r\nContent-Type: ", "a"));
    }

    @Test
    void interim_answers_that_never_end_hold_nothing_up() throws Exception {
        requireEnd(() -> DrippingServer.start(documents, "", "HTTP/1.1 103 Early Hints\r\n\r\n"));
    }

    @Test
    void a_handshake_that_never_ends_holds_nothing_up() throws Exception {
        requireEnd(() -> DrippingServer.plain("\u0016\u0003\u0003\u0040\u0000", "\u0002"));
    }

    /** Several servers, since one alone may not have all connections. */
    private void requireEnd(Supplier<DrippingServer> starting) throws Exception {
        List<DrippingServer> endless = Stream.generate(starting).limit(SERVERS).toList();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Instant end = Instant.now().plus(LIMIT);
            List<Future<?>> fetches = new ArrayList<>();
            for (DrippingServer server : endless) {
                for (int i = 0; i < FETCHES_FROM_EACH; i++) {
                    fetches.add(threads.submit(() -> refused(server.address("/client.json"))));
                }
            }
            for (Future<?> fetch : fetches) {
                fetch.get(Duration.between(Instant.now(), end).toMillis(), TimeUnit.MILLISECONDS);
            }
            assertThat(fetcher.fetch(URI.create(documents.address("/good"))).body())
                    .asString()
                    .isEqualTo("{}");
        } finally {
            endless.forEach(DrippingServer::close);
        }
    }

    private void refused(String address) {
        assertThatThrownBy(() -> fetcher.fetch(URI.create(address)))
                .isInstanceOfSatisfying(
                        OAuthException.class, e -> assertThat(e.error()).isEqualTo(OAuthError.INVALID_CLIENT));
    }
}
