/** Both WARs on full application servers, as an operator deploys them there. */
package org.mcpgateway.appserver;
