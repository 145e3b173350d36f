/**
 * The description of every endpoint for people and programs, in OpenAPI 3.1: one file for each feature in
 * {@code WEB-INF/openapi}, put together by {@link org.mcpgateway.auth.openapi.OpenApiDocument}.
 */
@NullMarked
package org.mcpgateway.auth.openapi;

import org.jspecify.annotations.NullMarked;
