package org.mcpgateway.auth.pages;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** Times as people read them on the pages. */
public final class PageTime {

    private static final DateTimeFormatter FORMAT =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm 'UTC'").withZone(ZoneOffset.UTC);

    private PageTime() {}

    /** To the minute, in UTC. */
    public static String of(Instant instant) {
        return FORMAT.format(instant);
    }
}
