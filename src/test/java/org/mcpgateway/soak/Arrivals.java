package org.mcpgateway.soak;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.Phaser;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

/** Clients that come at a steady rate, whether those before them are done or not. */
final class Arrivals {

    /** More than come in a minute: beyond it the servers do not keep up, and the run says so. */
    private static final int MOST_AT_ONCE = 300;

    private static final Duration LONGEST_LIFE = Duration.ofMinutes(3);

    /** Shorter than anything lives that a client has: see {@link SoakServers}. */
    private static final Duration PUNCTUAL = Duration.ofSeconds(20);

    private final Tally tally;
    private final Random seeds;
    private final Function<Random, Life> lives;
    private final Phaser living = new Phaser(1);

    /** @param lives the next client, of the random numbers that are its own */
    Arrivals(Tally tally, long seed, Function<Random, Life> lives) {
        this.tally = tally;
        this.seeds = new Random(seed);
        this.lives = lives;
    }

    /**
     * Lets clients come, and returns when the last of them has gone.
     *
     * @param rate clients a second
     */
    void during(Duration time, double rate) throws InterruptedException, TimeoutException {
        ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
        try {
            long period = Math.round(TimeUnit.SECONDS.toNanos(1) / rate);
            clock.scheduleAtFixedRate(this::arrive, 0, period, TimeUnit.NANOSECONDS);
            clock.awaitTermination(time.toMillis(), TimeUnit.MILLISECONDS);
        } finally {
            clock.shutdownNow();
        }
        clock.awaitTermination(1, TimeUnit.MINUTES);
        living.awaitAdvanceInterruptibly(living.arrive(), LONGEST_LIFE.toSeconds(), TimeUnit.SECONDS);
    }

    private void arrive() {
        if (living.getRegisteredParties() > MOST_AT_ONCE) {
            tally.wrong("more than " + MOST_AT_ONCE + " clients at once");
            return;
        }
        Life life = lives.apply(new Random(seeds.nextLong()));
        living.register();
        Thread.ofVirtual().start(() -> live(life));
    }

    private void live(Life life) {
        long begin = System.nanoTime();
        try {
            life.live();
        } catch (Exception | AssertionError failure) {
            var trace = new StringWriter();
            failure.printStackTrace(new PrintWriter(trace));
            life.tally().expect(life.getClass().getSimpleName() + " breaks down", false, trace.toString());
        } finally {
            tally.add(life.tally(), System.nanoTime() - begin > PUNCTUAL.toNanos());
            living.arriveAndDeregister();
        }
    }
}
