package org.mcpgateway.auth.identity;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/** Which of a user's memberships are kept with what they grant. */
public final class Memberships {

    private static final int MOST = 200;
    private static final int LONGEST = 256;

    private Memberships() {}

    /**
     * As many as are worth keeping: those that a list names now before those that one may name later.
     *
     * @param told by the provider
     * @param listed by the operator
     */
    public static List<String> kept(Collection<String> told, Collection<String> listed) {
        Set<String> named = Set.copyOf(listed);
        return told.stream()
                .filter(group -> !group.isBlank() && group.length() <= LONGEST)
                .distinct()
                .sorted(Comparator.comparing((String group) -> !named.contains(group)))
                .limit(MOST)
                .toList();
    }
}
