/**
 * The place of a request in a trace (W3C Trace Context): {@link TraceParent} for log lines and MCP servers,
 * {@link Tracing} for spans by the OpenTelemetry of the server, where it has one and {@code OTEL_SDK_DISABLED} is
 * {@code false}. Nothing but {@link OpenTelemetrySpans} touches OpenTelemetry's classes, which not every server has.
 */
@NullMarked
package org.mcpgateway.bridge.tracing;

import org.jspecify.annotations.NullMarked;
