/** The bridge's use of Redis: every key, and the one client. Read {@link RedisKeys}, then {@link RedissonProducer}. */
@NullMarked
package org.mcpgateway.bridge.redis;

import org.jspecify.annotations.NullMarked;
