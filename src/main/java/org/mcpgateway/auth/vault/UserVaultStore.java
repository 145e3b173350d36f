package org.mcpgateway.auth.vault;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.mcpgateway.auth.config.Secret;
import org.mcpgateway.auth.config.VaultSettings;
import org.mcpgateway.auth.oauth.RandomTokens;
import org.mcpgateway.auth.oauth.Sha256;
import org.mcpgateway.auth.redis.RedisKeys;
import org.redisson.api.RMap;
import org.redisson.api.RScript;
import org.redisson.api.RedissonClient;

/**
 * A user's secrets by name, sealed in Redis. They can be set, listed by name and deleted; nothing here reads one back,
 * so no page can show it and no session can steal it.
 */
@ApplicationScoped
public class UserVaultStore {

    /** What a name may be: 1 to 64 letters, digits and underscores. */
    public static final Pattern NAME = Pattern.compile("[A-Za-z0-9_]{1,64}");

    /** Bytes of the longest value, as UTF-8. */
    public static final int LONGEST_VALUE = 8 * 1024;

    /** Secrets of one user. */
    public static final int MOST_SECRETS = 50;

    private static final String PUT = """
            if redis.call('HEXISTS', KEYS[1], ARGV[1]) == 0 and redis.call('HLEN', KEYS[1]) >= tonumber(ARGV[3]) then
              return 0
            end
            redis.call('HSET', KEYS[1], ARGV[1], ARGV[2])
            return 1
            """;

    private final RedissonClient redisson;
    private final RandomTokens random;
    private final Optional<VaultCipher> cipher;

    @Inject
    public UserVaultStore(RedissonClient redisson, RandomTokens random, VaultSettings settings) {
        this.redisson = redisson;
        this.random = random;
        this.cipher = settings.key().map(Secret::value).map(VaultCipher::new);
    }

    /** What came of setting a secret. */
    public enum Outcome {
        /** It is kept, in place of one of that name. */
        KEPT,
        /** The name is none: see {@link #NAME}. */
        INVALID_NAME,
        /** The value is empty, longer than {@link #LONGEST_VALUE}, or holds control characters. */
        INVALID_VALUE,
        /** The user has {@link #MOST_SECRETS} others. */
        TOO_MANY
    }

    /** Whether this gateway keeps secrets: {@code VAULT_KEY} is set. */
    public boolean isEnabled() {
        return cipher.isPresent();
    }

    /**
     * Sets a secret.
     *
     * @param userId the subject of the user's tokens
     * @throws IllegalStateException when no secrets are kept here
     */
    public Outcome put(String userId, String name, Secret value) {
        VaultCipher sealing = cipher.orElseThrow(() -> new IllegalStateException("VAULT_KEY is not set"));
        if (!NAME.matcher(name).matches()) {
            return Outcome.INVALID_NAME;
        }
        if (!isValid(value.value())) {
            return Outcome.INVALID_VALUE;
        }
        String sealed = sealing.seal(userId, name, value.value(), random.bytes(VaultCipher.NONCE_BYTES));
        long kept = redisson.getScript()
                .eval(
                        RScript.Mode.READ_WRITE,
                        PUT,
                        RScript.ReturnType.LONG,
                        List.of(key(userId)),
                        name,
                        sealed,
                        Integer.toString(MOST_SECRETS));
        return kept == 1 ? Outcome.KEPT : Outcome.TOO_MANY;
    }

    /** The names of the user's secrets, in order. */
    public List<String> names(String userId) {
        return secrets(userId).readAllKeySet().stream().sorted().toList();
    }

    /** Deletes a secret; false when there was none of that name. */
    public boolean delete(String userId, String name) {
        return secrets(userId).fastRemove(name) == 1;
    }

    /** Deletes all of a user's secrets. */
    public void deleteAll(String userId) {
        secrets(userId).delete();
    }

    private RMap<String, String> secrets(String userId) {
        return redisson.getMap(key(userId));
    }

    private static String key(String userId) {
        return RedisKeys.vault(Sha256.of(userId));
    }

    /** It becomes an environment variable or a header: no control characters. */
    private static boolean isValid(String value) {
        return !value.isEmpty()
                && value.getBytes(StandardCharsets.UTF_8).length <= LONGEST_VALUE
                && value.chars().noneMatch(Character::isISOControl);
    }
}
