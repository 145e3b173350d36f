/**
 * What this server keeps in Redis: every key pattern with its type and lifetime ({@link RedisKeys}), and the one
 * Redisson client. Stores live with their features and take both from here.
 */
@NullMarked
package org.mcpgateway.auth.redis;

import org.jspecify.annotations.NullMarked;
