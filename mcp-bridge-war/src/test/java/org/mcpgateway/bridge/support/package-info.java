/** What the tests stand on: real Redis, the real WAR, a small real server. */
package org.mcpgateway.bridge.support;
