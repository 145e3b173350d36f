package org.mcpgateway.auth.config;

/**
 * How much is served at the same time, so that too much of one thing leaves room for {@code /verify}. What waits holds
 * a thread of the server.
 *
 * @param requests {@code MAX_CONCURRENT_REQUESTS}: sign-ins, and as many other requests besides; 0 is no limit
 * @param waiting {@code MAX_WAITING_REQUESTS}: how many more may wait until one of those is done
 * @param verifications {@code MAX_CONCURRENT_VERIFICATIONS}: questions of the proxy; 0 is no limit
 */
public record LoadSettings(int requests, int waiting, int verifications) {}
