package org.mcpgateway.auth.metrics;

/**
 * What one endpoint, or all of them, answered in some time.
 *
 * @param answers in all
 * @param refused those with a status from 400 to 499
 * @param failed those with a status of 500 and above
 * @param median half of the answers took at most so many seconds; a bound of the histogram, infinite beyond the last, 0
 *     where nothing was answered
 * @param slowest so do 19 of 20
 */
public record Figures(long answers, long refused, long failed, double median, double slowest) {}
