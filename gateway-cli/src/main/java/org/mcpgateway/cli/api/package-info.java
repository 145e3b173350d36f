/**
 * The admin API of a gateway, and who may call it: {@link AdminVerb} finds the gateway and a token for it, each verb
 * makes its calls through {@link AdminApi} and tells the outcome by {@link Report}. A token comes from a machine client
 * or from {@code gateway login}.
 */
@NullMarked
package org.mcpgateway.cli.api;

import org.jspecify.annotations.NullMarked;
