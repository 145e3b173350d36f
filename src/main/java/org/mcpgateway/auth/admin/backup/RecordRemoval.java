package org.mcpgateway.auth.admin.backup;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.mcpgateway.auth.accesstoken.AccessTokenStore;
import org.mcpgateway.auth.client.ClientStore;
import org.mcpgateway.auth.redis.JsonRecords;
import org.mcpgateway.auth.redis.RedisKeys;
import org.mcpgateway.auth.token.Grants;

/** Removes a record as its own feature does, so that every replica hears of it. */
@ApplicationScoped
public class RecordRemoval {

    private final AccessTokenStore tokens;
    private final Grants grants;
    private final ClientStore clients;
    private final JsonRecords records;

    @Inject
    RecordRemoval(AccessTokenStore tokens, Grants grants, ClientStore clients, JsonRecords records) {
        this.tokens = tokens;
        this.grants = grants;
        this.clients = clients;
        this.records = records;
    }

    void remove(String key) {
        if (key.startsWith(RedisKeys.token(""))) {
            tokens.revoke(key.substring(RedisKeys.token("").length()));
        } else if (key.startsWith(RedisKeys.refresh(""))) {
            grants.revoke(key.substring(RedisKeys.refresh("").length()));
        } else if (key.startsWith(RedisKeys.client(""))) {
            clients.find(key.substring(RedisKeys.client("").length())).ifPresent(clients::delete);
        } else {
            records.delete(key);
        }
    }
}
