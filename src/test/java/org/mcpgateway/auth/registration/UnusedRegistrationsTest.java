package org.mcpgateway.auth.registration;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.mcpgateway.auth.client.ClientRecord;
import org.mcpgateway.auth.client.ClientStore;
import org.mcpgateway.auth.config.ClientSettings;
import org.mcpgateway.auth.redis.RedisKeys;
import org.mcpgateway.auth.support.RedisMonitor;
import org.mcpgateway.auth.support.RedisServer;
import org.mcpgateway.auth.support.TestClients;
import org.mcpgateway.auth.support.TestClock;
import org.redisson.api.RScoredSortedSet;

/** Clients register twice for each attempt, and some for all their people from one address. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class UnusedRegistrationsTest {

    private static final int KEPT = 5;

    private final TestClock clock = new TestClock();
    private final ClientSettings settings = TestClients.settings();
    private final ClientStore clients = TestClients.store(settings, clock);
    private final UnusedRegistrations unused =
            new UnusedRegistrations(RedisServer.shared().client(), clients, settings, clock);
    private final ClientMetadata metadata =
            ClientMetadata.parse(MetadataReader.read("{\"client_name\":\"%s\",\"redirect_uris\":[\"https://a.test/\"]}"
                    .formatted(UUID.randomUUID())
                    .getBytes(StandardCharsets.UTF_8)));

    @Test
    void identical_ones_of_one_address_do_not_pile_up() {
        List<ClientRecord> old = register(12, "192.0.2.1");
        clock.advance(Duration.ofMinutes(16));

        List<ClientRecord> latest = register(2, "192.0.2.1");

        assertThat(old.stream().filter(this::isThere)).hasSizeLessThanOrEqualTo(KEPT);
        assertThat(latest).allMatch(this::isThere);
    }

    @Test
    void nobody_who_is_signing_in_loses_the_registration() {
        List<ClientRecord> crowd = register(30, "192.0.2.1");

        assertThat(crowd).allMatch(this::isThere);
    }

    @Test
    void a_used_one_stays() {
        ClientRecord used = register(1, "192.0.2.1").getFirst();
        clients.keep(used, Duration.ZERO);
        clock.advance(Duration.ofMinutes(16));

        register(20, "192.0.2.1");

        assertThat(isThere(used)).isTrue();
    }

    @Test
    void another_address_has_nothing_to_do_with_it() {
        List<ClientRecord> others = register(3, "192.0.2.2");
        clock.advance(Duration.ofMinutes(16));

        register(20, "192.0.2.1");

        assertThat(others).allMatch(this::isThere);
    }

    /** Someone who signs in for a whole company from one address, within a quarter of an hour. */
    @Test
    void one_among_many_costs_redis_no_more_than_one_among_few() throws IOException {
        register(KEPT + 1, "192.0.2.1");
        int amongFew = commandsOfOne();

        register(100, "192.0.2.1");

        assertThat(commandsOfOne()).isLessThanOrEqualTo(amongFew);
    }

    @Test
    void the_index_of_all_forgets_those_that_ended() {
        List<ClientRecord> ended = register(40, "192.0.2.3");
        ended.forEach(client -> RedisServer.shared().records().delete(RedisKeys.client(client.clientId())));

        register(640, "192.0.2.4");

        RScoredSortedSet<String> all = RedisServer.shared().client().getScoredSortedSet(RedisKeys.CLIENTS);
        assertThat(ended.stream().filter(client -> all.contains(client.clientId())))
                .hasSizeLessThan(20);
    }

    private int commandsOfOne() throws IOException {
        try (var monitor = new RedisMonitor(RedisServer.shared())) {
            register(1, "192.0.2.1");
            return (int) monitor.commands().stream()
                    .filter(command -> command.contains("oauth:unused_registrations"))
                    .count();
        }
    }

    private List<ClientRecord> register(int times, String address) {
        return IntStream.range(0, times)
                .mapToObj(i -> {
                    clock.advance(Duration.ofMillis(1));
                    ClientRecord client = metadata.asRecord(
                            "client_" + UUID.randomUUID(),
                            Optional.empty(),
                            Optional.empty(),
                            new ClientMetadata.Standing(clock.instant(), clients.expiry(false), false));
                    unused.add(client, metadata, address);
                    return client;
                })
                .toList();
    }

    private boolean isThere(ClientRecord client) {
        return clients.find(client.clientId()).isPresent();
    }
}
