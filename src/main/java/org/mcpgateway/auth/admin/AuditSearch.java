package org.mcpgateway.auth.admin;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.ws.rs.core.MultivaluedMap;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.mcpgateway.auth.audit.AuditTrail;
import org.mcpgateway.auth.oauth.OAuthException;
import org.mcpgateway.auth.redis.Page;
import org.mcpgateway.auth.redis.PageRequest;
import org.redisson.api.stream.StreamMessageId;

/** Searches the audit trail of all replicas by what a request names. */
@ApplicationScoped
public class AuditSearch {

    private static final Pattern CURSOR = Pattern.compile("([0-9]{1,16})-([0-9]{1,16})");

    /** The trail counts milliseconds; what has no number of them is no time of any event. */
    private static final Instant FIRST = Instant.ofEpochMilli(Long.MIN_VALUE);

    private static final Instant LAST = Instant.ofEpochMilli(Long.MAX_VALUE);

    private final AuditTrail trail;

    @Inject
    public AuditSearch(AuditTrail trail) {
        this.trail = trail;
    }

    /**
     * The events that fit, the latest first. A part may be short, or empty, and still name a next one.
     *
     * @param parameters what they have to fit: {@code event}, {@code user} (or administrator), {@code client_id},
     *     {@code text} that stands anywhere, in any case, {@code since} and {@code until} as
     *     {@code 2026-11-25T08:00:00Z}
     * @param cursor the part before
     * @param limit the most events
     * @throws OAuthException invalid_request
     */
    public Page<JsonObject> search(
            MultivaluedMap<String, String> parameters, @Nullable String cursor, @Nullable Integer limit) {
        var filter = new Filter(parameters);
        int most = PageRequest.of(null, limit).limit();
        return trail.search(position(cursor), filter.since(), most, filter.predicate());
    }

    private static Optional<StreamMessageId> position(@Nullable String cursor) {
        if (cursor == null || cursor.isEmpty()) {
            return Optional.empty();
        }
        var matcher = CURSOR.matcher(cursor);
        if (!matcher.matches()) {
            throw OAuthException.invalidRequest("cursor must be one that this server gave as next");
        }
        return Optional.of(new StreamMessageId(Long.parseLong(matcher.group(1)), Long.parseLong(matcher.group(2))));
    }

    /** What events have to fit: each parameter that is sent. */
    private record Filter(MultivaluedMap<String, String> parameters) {

        Instant since() {
            return instant("since").orElse(Instant.EPOCH);
        }

        Predicate<JsonObject> predicate() {
            Instant until = instant("until").orElse(Instant.MAX);
            Optional<String> text = value("text").map(sent -> sent.toLowerCase(Locale.ROOT));
            return found -> fits(found, "event", "event")
                    && fits(found, "user", "user", "administrator")
                    && fits(found, "client_id", "client_id")
                    && !Instant.parse(found.getString("time")).isAfter(until)
                    && text.map(part ->
                                    found.toString().toLowerCase(Locale.ROOT).contains(part))
                            .orElse(true);
        }

        private boolean fits(JsonObject found, String parameter, String... members) {
            return value(parameter)
                    .map(value -> Arrays.stream(members).anyMatch(member -> value.equals(found.getString(member, ""))))
                    .orElse(true);
        }

        private Optional<String> value(String name) {
            return Optional.ofNullable(parameters.getFirst(name))
                    .map(String::strip)
                    .filter(sent -> !sent.isEmpty());
        }

        private Optional<Instant> instant(String name) {
            return value(name)
                    .map(sent -> parse(sent)
                            .orElseThrow(() -> OAuthException.invalidRequest(
                                    name + " must be a time such as 2026-11-25T08:00:00Z")));
        }

        private static Optional<Instant> parse(String sent) {
            try {
                return Optional.of(Instant.parse(sent)).filter(time -> !time.isBefore(FIRST) && !time.isAfter(LAST));
            } catch (DateTimeParseException e) {
                return Optional.empty();
            }
        }
    }
}
