/**
 * {@code gateway health}: whether the authorization server and each service answer as clients need it. Read
 * {@link org.mcpgateway.cli.health.HealthCommand}.
 */
@NullMarked
package org.mcpgateway.cli.health;

import org.jspecify.annotations.NullMarked;
