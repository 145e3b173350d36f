package org.mcpgateway.bridge.catalogue;

import java.util.List;
import java.util.Set;
import org.mcpgateway.bridge.tools.NamePattern;
import org.mcpgateway.bridge.tools.ToolRule;

/** Reads {@code gateway.services.NAME.tools}. */
final class ToolsEntry {

    private static final Set<String> KNOWN = Set.of("allow", "deny");
    private static final int MOST_NAMES = 500;

    private ToolsEntry() {}

    /** @throws InvalidCatalogueException when something of it cannot be */
    static ToolRule read(Entry entry) {
        entry.requireOnly(KNOWN);
        if (entry.find("allow").isEmpty() && entry.find("deny").isEmpty()) {
            throw entry.problem("must have allow or deny, or both: lists of names of tools");
        }
        return new ToolRule(patterns(entry, "allow"), patterns(entry, "deny"));
    }

    private static List<NamePattern> patterns(Entry entry, String list) {
        List<Entry> names = entry.items(list);
        if (names.size() > MOST_NAMES) {
            throw entry.member(list).problem("must hold at most " + MOST_NAMES + " names");
        }
        return names.stream().map(ToolsEntry::pattern).toList();
    }

    private static NamePattern pattern(Entry entry) {
        String name = entry.text();
        if (name.isEmpty() || name.length() > ToolRule.LONGEST_NAME) {
            throw entry.problem("must hold names of 1 to " + ToolRule.LONGEST_NAME + " characters");
        }
        return NamePattern.of(name);
    }
}
