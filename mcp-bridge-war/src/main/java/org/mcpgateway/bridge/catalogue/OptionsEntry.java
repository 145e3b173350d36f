package org.mcpgateway.bridge.catalogue;

import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.mcpgateway.bridge.catalogue.ServiceOptions.ChildOptions;
import org.mcpgateway.bridge.catalogue.ServiceOptions.IdentityForm;
import org.mcpgateway.bridge.server.ResourceLimits;
import org.mcpgateway.bridge.tools.ToolRule;

/** Reads {@code gateway.services.NAME}. */
final class OptionsEntry {

    private static final Set<String> KNOWN =
            Set.of("identity", "timeout", "traceContext", "warmSpare", "limits", "share", "tools");
    private static final Set<String> LIMITS = Set.of("children", "memory", "cpuSeconds", "files");
    private static final Pattern SIZE = Pattern.compile("([1-9][0-9]{0,15})([KMG]?)");
    private static final Map<String, Integer> SHIFTS = Map.of("", 0, "K", 10, "M", 20, "G", 30);
    private static final int MOST_SPARES = 20;

    private OptionsEntry() {}

    /** @throws InvalidCatalogueException when something of it cannot be */
    static ServiceOptions read(Entry entry) {
        entry.requireOnly(KNOWN);
        Set<IdentityForm> identity = EnumSet.noneOf(IdentityForm.class);
        entry.items("identity").forEach(form -> identity.add(form(form)));
        Entry limits = entry.member("limits");
        limits.requireOnly(LIMITS);
        return new ServiceOptions(
                identity,
                entry.find("timeout").map(value -> Duration.ofSeconds(value.wholeNumber(0))),
                entry.find("traceContext").map(Entry::flag).orElse(false),
                new ChildOptions(
                        entry.find("warmSpare").map(OptionsEntry::spares).orElse(0),
                        limits.find("children")
                                .map(value -> OptionalInt.of(value.wholeNumber(1)))
                                .orElse(OptionalInt.empty()),
                        new ResourceLimits(
                                limits.find("memory").map(OptionsEntry::size),
                                count(limits, "cpuSeconds"),
                                count(limits, "files")),
                        entry.find("share").map(OptionsEntry::isByUser).orElse(false)),
                entry.find("tools").map(ToolsEntry::read).orElse(ToolRule.ALL));
    }

    /** Refuses what only a child process can have, and spares of what differs from user to user. */
    static void requireFit(Entry entry, Service service) {
        boolean child = service instanceof Service.Stdio;
        for (String name : List.of("warmSpare", "limits", "share")) {
            Optional<Entry> given = entry.find(name);
            if (!child && given.isPresent()) {
                throw given.get().problem("is for services with a command only");
            }
        }
        boolean spares = service.options().children().spares() > 0;
        if (spares && service instanceof Service.Stdio stdio && stdio.differsByCaller()) {
            throw entry.member("warmSpare")
                    .problem("needs a child that is the same for everybody: no ${user.…}, ${client.id} or ${session},"
                            + " and no identity in the environment");
        }
        boolean shared = service.options().children().sharedByUser();
        if (shared && service instanceof Service.Stdio stdio && stdio.differsBySession()) {
            throw entry.member("share")
                    .problem("needs a child that is the same for all sessions of a user: no"
                            + " ${session} and no ${client.id}");
        }
    }

    private static boolean isByUser(Entry entry) {
        return switch (entry.text()) {
            case "user" -> true;
            case "none" -> false;
            default -> throw entry.problem("must be \"user\" or \"none\"");
        };
    }

    private static int spares(Entry entry) {
        int count = entry.wholeNumber(0);
        if (count > MOST_SPARES) {
            throw entry.problem("must be at most " + MOST_SPARES);
        }
        return count;
    }

    private static IdentityForm form(Entry entry) {
        return switch (entry.text().toLowerCase(Locale.ROOT)) {
            case "environment" -> IdentityForm.ENVIRONMENT;
            case "meta" -> IdentityForm.META;
            default -> throw entry.problem("may hold \"environment\" and \"meta\"");
        };
    }

    private static Optional<Long> count(Entry limits, String name) {
        return limits.find(name).map(value -> (long) value.wholeNumber(1));
    }

    private static long size(Entry entry) {
        Matcher size = SIZE.matcher(entry.text());
        if (!size.matches()) {
            throw entry.problem("must be a number of bytes, or of K, M or G, as in \"512M\"");
        }
        return Long.parseLong(size.group(1)) << SHIFTS.getOrDefault(size.group(2), 0);
    }
}
