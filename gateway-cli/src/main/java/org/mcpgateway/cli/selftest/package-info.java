/**
 * {@code gateway self-test}: attacks a deployment of one's own as strangers would, and tells what it withstood. Read
 * {@link org.mcpgateway.cli.selftest.SelfTestCommand}; {@link org.mcpgateway.cli.selftest.Deployment} is what is
 * attacked, and each {@code *Checks} class has the attacks on one part of it.
 */
@NullMarked
package org.mcpgateway.cli.selftest;

import org.jspecify.annotations.NullMarked;
