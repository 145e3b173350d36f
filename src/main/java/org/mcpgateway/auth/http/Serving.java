package org.mcpgateway.auth.http;

/**
 * The first request has come, so that the application has started. What runs beside requests begins now and not while
 * it starts: at the end of that the server closes the application's archives for a moment, and a class that another
 * thread initialises just then is broken until the next start.
 */
public record Serving() {}
