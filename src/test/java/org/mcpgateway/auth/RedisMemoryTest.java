package org.mcpgateway.auth;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A full Redis refuses writes and is still read; one without a bound of its own is killed by its container's. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class RedisMemoryTest {

    private static final Path DOCKER =
            Path.of(System.getProperty("gateway.root", "")).toAbsolutePath().resolve("docker");

    private static final Pattern MOST = Pattern.compile("(?m)^ *maxmemory ([0-9]+)mb$");
    private static final Pattern REFUSES = Pattern.compile("(?m)^ *maxmemory-policy noeviction$");

    /** The first limit of the file's that follows the name is the one of Redis's container. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            redis/redis.conf | compose.yaml | mem_limit: \\$\\{REDIS_MEMORY_LIMIT:-([0-9]+)m}
            kubernetes/overlays/single/redis.yaml | kubernetes/overlays/single/redis.yaml | limits: \\{ memory: ([0-9]+)Mi }
            kubernetes/overlays/highly-available/redis.yaml | kubernetes/overlays/highly-available/redis.yaml | limits: \\{ memory: ([0-9]+)Mi }
            """)
    void it_takes_three_quarters_of_its_container_and_forgets_nothing(String settings, String container, String limit)
            throws IOException {
        String redis = Files.readString(DOCKER.resolve(settings));

        assertThat(redis).containsPattern(REFUSES);
        assertThat(4 * first(MOST, redis))
                .isEqualTo(3 * first(Pattern.compile(limit), Files.readString(DOCKER.resolve(container))));
    }

    private static int first(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        assertThat(matcher.find()).as("%s is said", pattern).isTrue();
        return Integer.parseInt(matcher.group(1));
    }
}
