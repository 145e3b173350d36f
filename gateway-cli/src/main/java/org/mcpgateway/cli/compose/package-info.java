/**
 * The deployment by docker compose: {@code up}, {@code down}, {@code restart}, {@code rebuild}, {@code status},
 * {@code logs}, {@code exec}. A verb reads {@link org.mcpgateway.cli.compose.Settings}, which
 * {@link org.mcpgateway.cli.compose.SettingsCheck} judges before anything starts;
 * {@link org.mcpgateway.cli.compose.Compose} calls {@code docker compose} with {@code docker/compose.yaml}.
 */
@NullMarked
package org.mcpgateway.cli.compose;

import org.jspecify.annotations.NullMarked;
