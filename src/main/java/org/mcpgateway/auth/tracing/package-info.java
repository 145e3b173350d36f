/**
 * The place of a request in a trace (W3C Trace Context): {@link TraceParent} for log lines, {@link Tracing} for spans
 * by the OpenTelemetry of the server, where it has one and {@code OTEL_SDK_DISABLED} is {@code false}. Nothing but
 * {@link OpenTelemetrySpans} and {@link RedactedSpans} touches OpenTelemetry's classes, which not every server has.
 */
@NullMarked
package org.mcpgateway.auth.tracing;

import org.jspecify.annotations.NullMarked;
