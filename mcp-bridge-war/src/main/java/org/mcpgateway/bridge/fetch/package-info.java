/**
 * The native fetch server: reads a web page for a model, as Markdown, without Python or Node. Read {@link FetchServer},
 * then {@link FetchTool}, then {@link WebReader}; {@link PublicAddresses} keeps it off private networks.
 */
@NullMarked
package org.mcpgateway.bridge.fetch;

import org.jspecify.annotations.NullMarked;
