package org.mcpgateway.auth.oauth;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class RandomTokensTest {

    private static final int MANY = 5_000;

    private final RandomTokens random = new RandomTokens();

    /** Of 5 000 drawn evenly 78 would: a command line takes them for options. */
    @Test
    void no_value_begins_with_a_hyphen() {
        assertThat(Stream.generate(random::secret).limit(MANY))
                .allMatch(secret -> secret.matches("[A-Za-z0-9_][A-Za-z0-9_-]{42}"));
        assertThat(Stream.generate(random::identifier).limit(MANY))
                .allMatch(identifier -> identifier.matches("[A-Za-z0-9_][A-Za-z0-9_-]{21}"));
    }
}
