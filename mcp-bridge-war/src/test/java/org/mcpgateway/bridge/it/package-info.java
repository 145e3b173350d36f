/** The real WAR in Payara Micro, several at once over one Redis. */
package org.mcpgateway.bridge.it;
