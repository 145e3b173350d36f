package org.mcpgateway.auth.admin.pages;

import java.util.List;
import java.util.Map;
import org.mcpgateway.auth.metrics.Totals;

/** Bars for the overview: each has a length of the longest's hundredths, and the numbers beside it. */
final class BarChart {

    private BarChart() {}

    /** Requests by endpoint, with how long they took and how many were refused. */
    static List<Map<String, String>> ofEndpoints(Totals totals) {
        var endpoints = totals.byEndpoint();
        long most = endpoints.isEmpty() ? 1 : endpoints.firstEntry().getValue().answers();
        return endpoints.entrySet().stream()
                .map(endpoint -> Map.of(
                        "name", endpoint.getKey(),
                        "value", Long.toString(endpoint.getValue().answers()),
                        "length", length(endpoint.getValue().answers(), most),
                        "refused",
                                length(
                                        endpoint.getValue().refused()
                                                + endpoint.getValue().failed(),
                                        most),
                        "note",
                                endpoint.getValue().refused() + " refused · "
                                        + endpoint.getValue().failed() + " failed · "
                                        + Wording.times(endpoint.getValue())))
                .toList();
    }

    /** Refusals by what was refused; those that did not happen as well. */
    static List<Map<String, String>> ofRefusals(Totals totals) {
        long most = Refusals.TYPES.stream()
                .mapToLong(type -> totals.events(type.wireName()))
                .max()
                .orElse(1);
        return Refusals.TYPES.stream()
                .map(type -> Map.of(
                        "name",
                        type.wireName(),
                        "value",
                        Long.toString(totals.events(type.wireName())),
                        "length",
                        length(totals.events(type.wireName()), most),
                        "href",
                        Link.to("/admin/audit", "event", type.wireName())))
                .toList();
    }

    /** Whatever there is of shows: at least one hundredth. */
    private static String length(long value, long most) {
        return value == 0 ? "0" : Long.toString(Math.max(1, value * 100 / Math.max(1, most)));
    }
}
