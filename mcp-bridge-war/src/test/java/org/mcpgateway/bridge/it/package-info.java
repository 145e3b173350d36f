/** The real WAR in Payara Micro, also several at once over one Redis. */
package org.mcpgateway.bridge.it;
