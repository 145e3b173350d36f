package org.mcpgateway.bridge.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class SessionSettingsReaderTest {

    private static final String REDIS = "redis://127.0.0.1:6379";

    @Test
    void without_settings_there_is_no_redis_no_other_replica_and_no_transport_of_2024() {
        SessionSettings settings = read(Map.of());

        assertThat(settings.redis()).isEmpty();
        assertThat(settings.replica()).isEmpty();
        assertThat(settings.replay())
                .isEqualTo(new SessionSettings.Replay(1000, 4 * 1024 * 1024, Duration.ofMinutes(5)));
        assertThat(settings.legacySse()).isFalse();
    }

    @Test
    void replicas_need_a_redis_to_find_each_other() {
        assertThatThrownBy(() -> read(Map.of("BRIDGE_REPLICA_URL", "http://10.0.0.7:8080")))
                .isInstanceOf(InvalidConfigurationException.class)
                .hasMessageStartingWith("BRIDGE_REPLICA_URL needs REDIS_URL");
    }

    @Test
    void replicas_need_a_secret_unless_redis_has_one() {
        Map<String, String> settings = Map.of("BRIDGE_REPLICA_URL", "http://10.0.0.7:8080", "REDIS_URL", REDIS);
        assertThatThrownBy(() -> read(settings)).hasMessageStartingWith("BRIDGE_REPLICA_SECRET must be set");

        Secret derived = read(with(settings, "REDIS_PASSWORD", "of redis"))
                .replica()
                .orElseThrow()
                .secret();

        assertThat(derived.value()).hasSize(64).doesNotContain("of redis");
        assertThat(derived).hasToString("(secret)");
    }

    @Test
    void a_secret_that_could_be_guessed_is_refused() {
        Map<String, String> settings = Map.of("BRIDGE_REPLICA_URL", "http://10.0.0.7:8080", "REDIS_URL", REDIS);

        assertThatThrownBy(() -> read(with(settings, "BRIDGE_REPLICA_SECRET", "short")))
                .hasMessage("BRIDGE_REPLICA_SECRET must have at least 32 characters");
    }

    @Test
    void the_address_of_a_replica_is_taken_without_its_last_slash() {
        SessionSettings settings = read(Map.of(
                "BRIDGE_REPLICA_URL",
                "http://10.0.0.7:8080/services/",
                "REDIS_URL",
                REDIS,
                "BRIDGE_REPLICA_SECRET",
                "a".repeat(32)));

        assertThat(settings.replica().orElseThrow().address()).isEqualTo(URI.create("http://10.0.0.7:8080/services"));
    }

    @Test
    void sentinels_and_clusters_are_understood_as_in_the_authorization_server() {
        SessionSettings settings =
                read(Map.of("REDIS_MODE", "sentinel", "REDIS_URL", "redis://10.0.0.1:26379,redis://10.0.0.2:26379"));

        assertThat(settings.redis().orElseThrow().addresses()).hasSize(2);
        assertThat(settings.redis().orElseThrow().mode()).isEqualTo(RedisSettings.Mode.SENTINEL);
        assertThatThrownBy(() -> read(Map.of("REDIS_MODE", "mirror", "REDIS_URL", REDIS)))
                .hasMessageStartingWith("REDIS_MODE must be one of");
    }

    private static Map<String, String> with(Map<String, String> settings, String key, String value) {
        var more = new java.util.HashMap<>(settings);
        more.put(key, value);
        return more;
    }

    private static SessionSettings read(Map<String, String> settings) {
        return SessionSettingsReader.read(new ConfigReader(key -> Optional.ofNullable(settings.get(key))));
    }
}
