/**
 * What the gateway's operators see and end: sessions, children and services, for the authorization server, which has
 * their page and their API. {@link OperatorSeal} decides who asks, {@link LiveState} tells, {@link LiveActs} ends.
 */
@NullMarked
package org.mcpgateway.bridge.operations;

import org.jspecify.annotations.NullMarked;
