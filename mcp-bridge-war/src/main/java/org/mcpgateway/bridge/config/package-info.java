/** Every setting of the bridge, typed and validated; its producer is the only reader of MicroProfile Config. */
@NullMarked
package org.mcpgateway.bridge.config;

import org.jspecify.annotations.NullMarked;
