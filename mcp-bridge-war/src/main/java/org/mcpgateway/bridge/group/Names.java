package org.mcpgateway.bridge.group;

import java.util.Optional;

/**
 * A name within a group: the member's, an underscore, its own. A member's name holds no underscore, so it is unique.
 */
record Names(String member, String own) {

    static Names of(String member, String own) {
        return new Names(member, own);
    }

    static Optional<Names> parse(String joined) {
        int underscore = joined.indexOf('_');
        return underscore <= 0
                ? Optional.empty()
                : Optional.of(new Names(joined.substring(0, underscore), joined.substring(underscore + 1)));
    }

    String joined() {
        return member + "_" + own;
    }
}
