package org.mcpgateway.auth.openid;

import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.mcpgateway.auth.config.IdentitySettings;
import org.mcpgateway.auth.identity.Memberships;
import org.mcpgateway.auth.identity.UserIdentity;
import org.mcpgateway.auth.oauth.OAuthException;

/** Reads a user out of a provider's claims. What the id_token says goes before what userinfo says. */
final class ClaimMapping {

    private static final int LONGEST = 255;

    private final IdentitySettings.OpenId settings;

    ClaimMapping(IdentitySettings.OpenId settings) {
        this.settings = settings;
    }

    /** Whether userinfo could tell something that the id_token leaves out. */
    boolean needsMore(JsonObject idToken) {
        boolean email = settings.scopes().contains("email") && !idToken.containsKey("email");
        boolean groups = !settings.allowed().groups().isEmpty()
                && JsonMembers.textsAt(idToken, settings.groupsClaim()).isEmpty();
        boolean name = JsonMembers.text(idToken, settings.usernameClaim().orElse("preferred_username"))
                .isEmpty();
        return email || groups || name;
    }

    /**
     * The user.
     *
     * @param idToken verified
     * @param userinfo about the same subject, where it was asked for
     * @throws OAuthException access_denied when the claims give no name
     */
    UserIdentity user(JsonObject idToken, Optional<JsonObject> userinfo) {
        List<JsonObject> sources =
                Stream.concat(Stream.of(idToken), userinfo.stream()).toList();
        Optional<String> email = first(sources, ClaimMapping::verifiedEmail);
        String subject = idToken.getString("sub");
        return new UserIdentity(
                settings.id(),
                settings.id() + ":" + subject,
                username(sources, email, subject),
                email,
                first(sources, source -> line(source, "name")),
                Memberships.kept(
                        first(sources, source -> JsonMembers.textsAt(source, settings.groupsClaim()))
                                .orElse(List.of()),
                        settings.allowed().groups()));
    }

    private String username(List<JsonObject> sources, Optional<String> email, String subject) {
        if (settings.usernameClaim().isEmpty()) {
            return first(sources, source -> line(source, "preferred_username"))
                    .or(() -> email)
                    .orElse(subject);
        }
        String claim = settings.usernameClaim().get();
        return (claim.equals("email") ? email : first(sources, source -> line(source, claim)))
                .orElseThrow(() -> OAuthException.accessDenied(
                                "the identity provider does not tell this gateway your name: ask its operator")
                        .withDetail(settings.id() + ": there is no usable claim " + claim));
    }

    /** An address that the provider has not verified could be anybody's (Core s5.7); some write the flag as a text. */
    private static Optional<String> verifiedEmail(JsonObject source) {
        boolean verified = JsonValue.TRUE.equals(source.get("email_verified"))
                || JsonMembers.text(source, "email_verified").equals(Optional.of("true"));
        return verified ? line(source, "email").filter(address -> address.indexOf('@') > 0) : Optional.empty();
    }

    /** A text that fits on one line of a log, a page or a header. */
    private static Optional<String> line(JsonObject source, String claim) {
        return JsonMembers.text(source, claim)
                .filter(text -> text.length() <= LONGEST && text.chars().noneMatch(Character::isISOControl));
    }

    private static <T> Optional<T> first(List<JsonObject> sources, Function<JsonObject, Optional<T>> claim) {
        return sources.stream().flatMap(source -> claim.apply(source).stream()).findFirst();
    }
}
