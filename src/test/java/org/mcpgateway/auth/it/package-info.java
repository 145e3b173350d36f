/** The endpoints of the real WAR on a real server, as clients see them; one class for each RFC or endpoint. */
package org.mcpgateway.auth.it;
