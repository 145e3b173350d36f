/** The gateway on each form of Redis that an operator may have. */
package org.mcpgateway.redisforms;
