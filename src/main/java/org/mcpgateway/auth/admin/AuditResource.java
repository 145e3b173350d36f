package org.mcpgateway.auth.admin;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.UriInfo;
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

/** The audit trail of all replicas. */
@Path("admin/api/audit")
@RequestScoped
@Administration
@Produces(MediaType.APPLICATION_JSON)
public class AuditResource {

    private static final Pattern CURSOR = Pattern.compile("([0-9]{1,16})-([0-9]{1,16})");

    private final AuditTrail trail;

    /** Never runs: RESTEasy looks for it before it lets CDI make the object. */
    public AuditResource() {
        throw new IllegalStateException("made by CDI only");
    }

    @Inject
    AuditResource(AuditTrail trail) {
        this.trail = trail;
    }

    /**
     * The events that fit, the latest first. A part may be short, or empty, and still name a next one.
     *
     * @param uri with what they have to fit: {@code event}, {@code user} (or administrator), {@code client_id},
     *     {@code text} that stands anywhere, in any case, {@code since} and {@code until} as
     *     {@code 2026-11-25T08:00:00Z}
     * @param cursor the part before
     * @param limit the most events
     */
    @GET
    public Page<JsonObject> search(
            @Context UriInfo uri,
            @QueryParam("cursor") @Nullable String cursor,
            @QueryParam("limit") @Nullable Integer limit) {
        var filter = new Filter(uri.getQueryParameters());
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
            return Optional.ofNullable(parameters.getFirst(name)).filter(sent -> !sent.isEmpty());
        }

        private Optional<Instant> instant(String name) {
            try {
                return value(name).map(Instant::parse);
            } catch (DateTimeParseException e) {
                throw OAuthException.invalidRequest(name + " must be a time such as 2026-11-25T08:00:00Z");
            }
        }
    }
}
