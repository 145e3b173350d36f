/**
 * JSON-RPC messages as the bytes that came: one scan checks them and finds the members that the bridge must know; all
 * else passes through untouched. Read {@link JsonRpcMessage}, then {@link RawJson}.
 */
@NullMarked
package org.mcpgateway.bridge.jsonrpc;

import org.jspecify.annotations.NullMarked;
