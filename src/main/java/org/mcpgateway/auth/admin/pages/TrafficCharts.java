package org.mcpgateway.auth.admin.pages;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToLongFunction;
import org.mcpgateway.auth.metrics.Figures;
import org.mcpgateway.auth.metrics.GatewayMetrics;
import org.mcpgateway.auth.metrics.Totals;
import org.mcpgateway.auth.metrics.TrafficHistory.Slot;
import org.mcpgateway.auth.pages.PageTime;

/** Charts of a stretch of time for the overview, each with its words, and all of them as a table. */
final class TrafficCharts {

    private static final DateTimeFormatter CLOCK =
            DateTimeFormatter.ofPattern("HH:mm").withZone(ZoneOffset.UTC);

    /** Of the picture; each slot is one wide. */
    private static final int HEIGHT = 20;

    /** Whatever there is of shows. */
    private static final double LEAST = 0.5;

    private final String step;
    private final List<Moment> moments;
    private final Totals totals;

    /**
     * Works the slots out.
     *
     * @param step what one of them is called
     */
    TrafficCharts(String step, List<Slot> slots) {
        this.step = step;
        this.moments = slots.stream().map(Moment::of).toList();
        this.totals = slots.stream().map(Slot::totals).reduce(Totals::plus).orElseThrow();
    }

    /** All slots together. */
    Totals totals() {
        return totals;
    }

    /** What the template shows. */
    Map<String, Object> model(String heading) {
        return Map.of(
                "heading",
                heading,
                "step",
                step,
                "width",
                moments.size(),
                "from",
                PageTime.of(moments.getFirst().begin()),
                "charts",
                List.of(requests(), latency(), refusals()),
                "rows",
                moments.stream().filter(Moment::isBusy).map(Moment::row).toList());
    }

    private Map<String, String> requests() {
        Figures all = totals.all();
        long most = most(Moment::answers);
        return Map.of(
                "name",
                "Requests",
                "note",
                all.answers() + " in all · " + all.refused() + " refused · " + all.failed() + " failed"
                        + peak(Moment::answers),
                "outer",
                "",
                "bar",
                bars(Moment::answers, most),
                "refused",
                bars(moment -> moment.figures().refused() + moment.figures().failed(), most));
    }

    private Map<String, String> latency() {
        Moment slowest = moments.stream()
                .max(Comparator.comparingDouble(moment -> moment.figures().slowest()))
                .orElseThrow();
        int highest = GatewayMetrics.bounds().size() + 1;
        return Map.of(
                "name",
                "Latency",
                "note",
                totals.all().answers() == 0
                        ? "nothing was answered"
                        : Wording.times(totals.all()) + " · slowest " + step + " " + slowest.clock()
                                + ": 95 % within "
                                + Wording.seconds(slowest.figures().slowest()),
                "outer",
                bars(moment -> rank(moment.figures().slowest()), highest),
                "bar",
                bars(moment -> rank(moment.figures().median()), highest),
                "refused",
                "");
    }

    private Map<String, String> refusals() {
        return Map.of(
                "name", "Refusals",
                "note", Refusals.count(totals) + " in all" + peak(Moment::refusals),
                "outer", "",
                "bar", "",
                "refused", bars(Moment::refusals, most(Moment::refusals)));
    }

    private long most(ToLongFunction<Moment> value) {
        return moments.stream().mapToLong(value).max().orElse(0);
    }

    private String peak(ToLongFunction<Moment> value) {
        Moment highest = moments.stream().max(Comparator.comparingLong(value)).orElseThrow();
        return value.applyAsLong(highest) == 0
                ? ""
                : " · at most " + value.applyAsLong(highest) + " in the " + step + " " + highest.clock();
    }

    /** Bars from the bottom as the data of one path, the highest value as high as the picture. */
    private String bars(ToLongFunction<Moment> value, long highest) {
        var path = new StringBuilder();
        for (int slot = 0; slot < moments.size(); slot++) {
            long one = value.applyAsLong(moments.get(slot));
            if (one > 0) {
                double height = Math.max(LEAST, (double) one * HEIGHT / highest);
                path.append(String.format(Locale.ROOT, "M%d %dv-%.1fh.8v%.1fz", slot, HEIGHT, height, height));
            }
        }
        return path.toString();
    }

    /** How far up the bounds of the histogram this is: they grow by factors, so their ranks are a scale to see. */
    private static long rank(double seconds) {
        return seconds == 0
                ? 0
                : 1
                        + GatewayMetrics.bounds().stream()
                                .filter(bound -> bound < seconds)
                                .count();
    }

    /** A slot, worked out. */
    private record Moment(Instant begin, Figures figures, long refusals) {

        static Moment of(Slot slot) {
            return new Moment(slot.begin(), slot.totals().all(), Refusals.count(slot.totals()));
        }

        long answers() {
            return figures.answers();
        }

        boolean isBusy() {
            return figures.answers() > 0 || refusals > 0;
        }

        String clock() {
            return CLOCK.format(begin);
        }

        Map<String, String> row() {
            return Map.of(
                    "time", clock(),
                    "requests", Long.toString(figures.answers()),
                    "refused", Long.toString(figures.refused()),
                    "failed", Long.toString(figures.failed()),
                    "median", figures.answers() == 0 ? "–" : Wording.seconds(figures.median()),
                    "slowest", figures.answers() == 0 ? "–" : Wording.seconds(figures.slowest()),
                    "refusals", Long.toString(refusals));
        }
    }
}
