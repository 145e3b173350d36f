/**
 * Takes over the state of the Python forerunner: {@link ForerunnerRedis} only reads its Redis,
 * {@link ForerunnerRecords} hashes its secrets, {@link ImportCommand} sends what comes of it to the gateway.
 */
@NullMarked
package org.mcpgateway.cli.takeover;

import org.jspecify.annotations.NullMarked;
