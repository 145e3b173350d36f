package org.mcpgateway.auth.redis;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.mcpgateway.auth.oauth.OAuthException;

/**
 * Which part of a list is asked for.
 *
 * @param after the last entry that was seen; empty: from the beginning
 * @param limit the most items, 1 to {@value #MOST}
 */
public record PageRequest(Optional<Position> after, int limit) {

    /** The most items of one part. */
    public static final int MOST = 500;

    /** What a request without a limit gets. */
    public static final int USUAL = 100;

    /**
     * Reads the parameters of a request.
     *
     * @param cursor as a part before named it; null and empty: from the beginning
     * @param limit null: {@value #USUAL}
     * @throws OAuthException invalid_request
     */
    public static PageRequest of(@Nullable String cursor, @Nullable Integer limit) {
        int most = limit == null ? USUAL : limit;
        if (most < 1 || most > MOST) {
            throw OAuthException.invalidRequest("limit must lie between 1 and " + MOST);
        }
        return new PageRequest(
                cursor == null || cursor.isEmpty() ? Optional.empty() : Optional.of(Position.parse(cursor)), most);
    }

    /**
     * An entry of a sorted set.
     *
     * @param score its number
     * @param member what it names
     */
    public record Position(long score, String member) {

        /** As a request for the part behind this entry sends it. */
        public String cursor() {
            return Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString((score + " " + member).getBytes(StandardCharsets.UTF_8));
        }

        private static Position parse(String cursor) {
            try {
                String text = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
                int space = text.indexOf(' ');
                return new Position(Long.parseLong(text.substring(0, space)), text.substring(space + 1));
            } catch (IllegalArgumentException | StringIndexOutOfBoundsException e) {
                throw OAuthException.invalidRequest("cursor must be one that this server gave as next");
            }
        }
    }
}
