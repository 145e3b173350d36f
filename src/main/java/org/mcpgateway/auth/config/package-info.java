/**
 * Every setting, typed and validated: {@link GatewayConfigProducer} alone reads MicroProfile Config, once, into
 * {@link GatewayConfig}, whose parts others inject; each part has its reader. A value that cannot be stops the
 * deployment and names its key.
 */
@NullMarked
package org.mcpgateway.auth.config;

import org.jspecify.annotations.NullMarked;
