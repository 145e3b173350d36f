package org.mcpgateway.auth.admin.pages;

import java.util.Locale;
import org.mcpgateway.auth.metrics.Figures;

/** How the overview says how long something took. */
final class Wording {

    private Wording() {}

    static String times(Figures figures) {
        return "half within " + seconds(figures.median()) + " · 95 % within " + seconds(figures.slowest());
    }

    static String seconds(double bound) {
        if (Double.isInfinite(bound)) {
            return "more than 10 s";
        }
        return bound < 1
                ? String.format(Locale.ROOT, "%s ms", trimmed(bound * 1000))
                : String.format(Locale.ROOT, "%s s", trimmed(bound));
    }

    private static String trimmed(double number) {
        return number == Math.rint(number) ? Long.toString((long) number) : Double.toString(number);
    }
}
