package org.mcpgateway.soak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.mcpgateway.auth.support.TestClient;

/**
 * Clients come at a steady rate, and most of them vanish: nothing that they leave behind stays, and no answer is wrong.
 * {@code -Dsoak.seconds}, {@code -Dsoak.rate} (clients a second) and {@code -Dsoak.seed} say how long, how many, which.
 */
@Tag("soak")
@DisplayNameGeneration(ReplaceUnderscores.class)
class SoakIT {

    private static final Duration WARM_UP = Duration.ofSeconds(40);
    private static final Duration TRAFFIC = Duration.ofSeconds(Integer.getInteger("soak.seconds", 180));
    private static final double RATE = Double.parseDouble(System.getProperty("soak.rate", "1.5"));
    private static final Duration SAMPLES_APART = Duration.ofSeconds(Math.clamp(TRAFFIC.toSeconds() / 30, 5, 30));
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final Instant begin = Instant.now();
    private final Tally tally = new Tally();
    private final Map<String, List<Sample>> samples = new LinkedHashMap<>();

    private final SoakReport report = new SoakReport();

    private SoakServers servers;

    @Test
    void nothing_stays_of_clients_that_came_and_went_or_vanished() throws Exception {
        long seed = Long.getLong("soak.seed", new Random().nextLong());
        System.out.println("soak.seed=" + seed + " soak.seconds=" + TRAFFIC.toSeconds() + " soak.rate=" + RATE);
        try (var running = new SoakServers(RATE)) {
            servers = running;
            AutoCloseable listening = TestClient.listen(this::expectNoServerError);
            var people = new People(servers.auth());
            soak(new Arrivals(tally, seed, random -> next(people, random)));
            listening.close();
        }
    }

    private void soak(Arrivals arrivals) throws Exception {
        List<String> findings = new ArrayList<>();
        try {
            arrivals.during(WARM_UP, RATE);
            Sample before = rested("rest before");
            traffic(arrivals);
            Sample after = rested("rest after");
            findings.addAll(Growth.during(samples.get("traffic")));
            findings.addAll(Growth.between(before, after));
            samples.values()
                    .forEach(phase -> phase.forEach(sample -> findings.addAll(Lifetimes.tooLong(sample.keys()))));
        } finally {
            findings.addAll(tally.findings());
            report.write(samples, tally.counts(), findings);
        }
        System.out.println("soak: " + tally.answers() + " answers judged: " + tally.counts());
        assertThat(findings.stream().distinct()).isEmpty();
    }

    private void traffic(Arrivals arrivals) throws Exception {
        samples.put("traffic", new ArrayList<>());
        ScheduledExecutorService sampler = Executors.newSingleThreadScheduledExecutor();
        try {
            sampler.scheduleAtFixedRate(
                    this::lookOnce, SAMPLES_APART.toSeconds(), SAMPLES_APART.toSeconds(), TimeUnit.SECONDS);
            arrivals.during(TRAFFIC, RATE);
        } finally {
            sampler.shutdown();
            sampler.awaitTermination(1, TimeUnit.MINUTES);
        }
        assertThat(samples.get("traffic"))
                .as("moments at which it was possible to look")
                .hasSizeGreaterThan((int) (TRAFFIC.dividedBy(SAMPLES_APART) / 2));
    }

    /** On a machine that is busy enough a look may fail; the next one comes. */
    private void lookOnce() {
        try {
            sample("traffic");
        } catch (RuntimeException failed) {
            System.out.println("soak: no look at " + Duration.between(begin, Instant.now()) + ": " + failed);
        }
    }

    /** Waits until all that ends by itself has ended, and looks at what is left. */
    private Sample rested(String phase) {
        samples.put(phase, new ArrayList<>());
        var redis = new RedisProbe(servers.redis());
        await().alias("all keys that are short-lived to end")
                .atMost(PATIENCE)
                .pollInterval(Duration.ofSeconds(2))
                .untilAsserted(() -> assertThat(redis.kinds().keySet().stream().filter(Lifetimes::isShort))
                        .isEmpty());
        await().alias("all children to end")
                .atMost(PATIENCE)
                .pollInterval(Duration.ofSeconds(1))
                .untilAsserted(() -> assertThat(servers.bridge().children()).isEmpty());
        return sample(phase);
    }

    private Sample sample(String phase) {
        try {
            var redis = new RedisProbe(servers.redis());
            Map<String, Integer> indexed = new LinkedHashMap<>();
            Sample.INDEXES.forEach(index -> indexed.put(index, redis.members(index)));
            var sample = new Sample(
                    Duration.between(begin, Instant.now()),
                    tally.answers(),
                    new JvmProbe(servers.auth().process()).held(),
                    new JvmProbe(servers.bridge().process()).held(),
                    redis.kinds(),
                    indexed);
            samples.get(phase).add(sample);
            report.write(samples, tally.counts(), tally.findings()); // for who looks in while it runs
            return sample;
        } catch (IOException | InterruptedException failure) {
            throw new IllegalStateException(failure);
        }
    }

    private Life next(People people, Random random) {
        double kind = random.nextDouble();
        if (kind < 0.6) {
            return new AppLife(servers, people, random);
        }
        return kind < 0.8 ? new DeviceLife(servers, people, random) : new StrangerLife(servers, random);
    }

    private void expectNoServerError(TestClient.Exchange exchange) {
        if (exchange.answer().status() >= 500
                && exchange.answer().header("Retry-After").isEmpty()) {
            tally.wrong(exchange.method() + " " + exchange.address() + ": " + exchange.answer());
        }
    }
}
