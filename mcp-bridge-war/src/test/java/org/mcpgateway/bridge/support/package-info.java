/** What several tests of the bridge need. */
package org.mcpgateway.bridge.support;
