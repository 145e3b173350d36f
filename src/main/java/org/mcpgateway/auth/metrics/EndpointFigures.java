package org.mcpgateway.auth.metrics;

/**
 * What one endpoint of this server has answered since the server started.
 *
 * @param endpoint the first part of its path
 * @param answers in all
 * @param refused those with a status from 400 to 499
 * @param failed those with a status of 500 and above
 * @param median half of the answers took at most so many seconds; a bound of the histogram, infinite beyond the last
 * @param slowest so do 19 of 20
 */
public record EndpointFigures(
        String endpoint, long answers, long refused, long failed, double median, double slowest) {}
