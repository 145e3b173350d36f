package org.mcpgateway.bridge.era;

import java.time.Duration;

/**
 * How the stateless revision is served.
 *
 * @param idle after which a child that serves nobody is stopped
 * @param parked how long a call waits for the client's answer to a question before it is cancelled
 * @param gather how long further questions of a call are waited for, so that what is asked together is asked together
 * @param heartbeat of silence after which a comment is sent, to find out whether the client is still there
 * @param probe how long a child may take to answer {@code server/discover} before it is taken for one that cannot
 * @param start how long a child may take to answer {@code initialize}
 * @param mostServers running at the same time, for all principals
 * @param mostCalls of one principal to one service at the same time, those waiting for an answer included
 */
public record EraSettings(
        Duration idle,
        Duration parked,
        Duration gather,
        Duration heartbeat,
        Duration probe,
        Duration start,
        int mostServers,
        int mostCalls) {

    /**
     * What is right for nearly everyone.
     *
     * @param idle after which a child that serves nobody is stopped
     * @param mostServers running at the same time
     */
    public static EraSettings of(Duration idle, int mostServers) {
        return new EraSettings(
                idle,
                Duration.ofMinutes(10),
                Duration.ofMillis(50),
                Duration.ofSeconds(10),
                Duration.ofSeconds(10),
                Duration.ofSeconds(60),
                mostServers,
                1024);
    }
}
