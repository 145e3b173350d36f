package org.mcpgateway.auth.admin.pages;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.mcpgateway.auth.audit.AuditEvent;
import org.mcpgateway.auth.metrics.EndpointFigures;
import org.mcpgateway.auth.metrics.GatewayMetrics;

/** Bars for the overview: each has a length of the longest's hundredths, and the numbers beside it. */
final class BarChart {

    private static final List<AuditEvent.Type> REFUSALS = List.of(
            AuditEvent.Type.CLIENT_REFUSED,
            AuditEvent.Type.SIGN_IN_REFUSED,
            AuditEvent.Type.AUTHORIZATION_REFUSED,
            AuditEvent.Type.CONSENT_DENIED,
            AuditEvent.Type.TOKEN_REFUSED,
            AuditEvent.Type.REFRESH_TOKEN_REUSED,
            AuditEvent.Type.CODE_REPLAYED,
            AuditEvent.Type.DEVICE_DENIED,
            AuditEvent.Type.LIMIT_EXCEEDED);

    private BarChart() {}

    /** Requests by endpoint, with how long they took and how many were refused. */
    static List<Map<String, String>> of(List<EndpointFigures> figures) {
        long most = figures.stream().mapToLong(EndpointFigures::answers).max().orElse(1);
        return figures.stream()
                .map(endpoint -> Map.of(
                        "name", endpoint.endpoint(),
                        "value", Long.toString(endpoint.answers()),
                        "length", length(endpoint.answers(), most),
                        "refused", length(endpoint.refused() + endpoint.failed(), most),
                        "note",
                                endpoint.refused() + " refused · " + endpoint.failed() + " failed · half within "
                                        + seconds(endpoint.median()) + " · 95 % within "
                                        + seconds(endpoint.slowest())))
                .toList();
    }

    /** Refusals by what was refused; those that did not happen as well. */
    static List<Map<String, String>> ofRefusals(GatewayMetrics metrics) {
        long most = REFUSALS.stream()
                .mapToLong(type -> metrics.count(type.wireName()))
                .max()
                .orElse(1);
        return REFUSALS.stream()
                .map(type -> Map.of(
                        "name",
                        type.wireName(),
                        "value",
                        Long.toString(metrics.count(type.wireName())),
                        "length",
                        length(metrics.count(type.wireName()), most),
                        "href",
                        Link.to("/admin/audit", "event", type.wireName())))
                .toList();
    }

    /** Whatever there is of shows: at least one hundredth. */
    private static String length(long value, long most) {
        return value == 0 ? "0" : Long.toString(Math.max(1, value * 100 / Math.max(1, most)));
    }

    private static String seconds(double bound) {
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
