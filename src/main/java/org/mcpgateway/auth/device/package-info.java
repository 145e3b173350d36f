/**
 * Device authorization (RFC 8628): a device without a browser gets a code, a person enters it elsewhere. Read
 * {@link org.mcpgateway.auth.device.DeviceAuthorizationResource}, {@link org.mcpgateway.auth.device.DeviceResource}
 * (the page), {@link org.mcpgateway.auth.device.DeviceDecisions},
 * {@link org.mcpgateway.auth.device.DeviceAuthorizationStore}; the grant itself is in {@code token}.
 */
@NullMarked
package org.mcpgateway.auth.device;

import org.jspecify.annotations.NullMarked;
