package org.mcpgateway.bridge.vault;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Optional;
import org.mcpgateway.bridge.config.VaultSettings;
import org.mcpgateway.bridge.redis.RedisKeys;
import org.mcpgateway.bridge.server.ServerUnavailableException;
import org.redisson.api.RedissonClient;
import org.redisson.client.RedisException;

/** The users' secrets in Redis, as the authorization server has sealed them. */
@ApplicationScoped
public class UserVault implements UserSecrets {

    private final Optional<RedissonClient> redisson;
    private final Optional<VaultCipher> cipher;
    private final String accountPage;

    @Inject
    public UserVault(Optional<RedissonClient> redisson, VaultSettings settings) {
        this.redisson = redisson;
        this.cipher = settings.key().map(key -> new VaultCipher(key, settings.previousKey()));
        this.accountPage = settings.accountPage().orElse("the gateway's account page");
    }

    @Override
    public String require(String userId, String name) {
        if (redisson.isEmpty() || cipher.isEmpty()) {
            throw new ServerUnavailableException(
                    "the service needs your secret " + name + ", and this gateway keeps none: VAULT_KEY is not set");
        }
        if (userId.isEmpty()) {
            throw new ServerUnavailableException("the service needs a secret of yours, and nobody has signed in");
        }
        String subject = decoded(userId);
        return sealed(redisson.get(), subject, name)
                .flatMap(text -> cipher.get().open(subject, name, text))
                .orElseThrow(() -> new MissingSecretException("the service needs your secret " + name
                        + ": fill it in at " + accountPage + ", then try again"));
    }

    private static Optional<String> sealed(RedissonClient redisson, String subject, String name) {
        try {
            return Optional.ofNullable(
                    redisson.<String, String>getMap(RedisKeys.vault(subject)).get(name));
        } catch (RedisException e) {
            throw new ServerUnavailableException("your secrets cannot be read at the moment", e);
        }
    }

    /** The header that names the user is percent-encoded; the vault is not. */
    private static String decoded(String header) {
        if (header.indexOf('%') < 0) {
            return header;
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(header.length());
        for (int i = 0; i < header.length(); i++) {
            boolean escape = header.charAt(i) == '%'
                    && header.length() - i > 2
                    && HexFormat.isHexDigit(header.charAt(i + 1))
                    && HexFormat.isHexDigit(header.charAt(i + 2));
            bytes.write(escape ? HexFormat.fromHexDigits(header, i + 1, i + 3) : header.charAt(i));
            i += escape ? 2 : 0;
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
