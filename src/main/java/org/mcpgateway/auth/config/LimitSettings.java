package org.mcpgateway.auth.config;

/**
 * How often one address or client may do what invites abuse. 0 means no limit.
 *
 * @param failuresPerMinute {@code FAILURES_PER_MINUTE}: failed client authentications and refused grants of one
 *     address; one client may fail ten times as often, over all addresses
 * @param authorizationsPerMinute {@code AUTHORIZATIONS_PER_MINUTE}: consent pages and decisions of one address
 * @param deviceCodesPerHour {@code DEVICE_CODES_PER_HOUR}: device authorizations of one address
 */
public record LimitSettings(int failuresPerMinute, int authorizationsPerMinute, int deviceCodesPerHour) {}
