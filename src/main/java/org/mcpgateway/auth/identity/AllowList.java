package org.mcpgateway.auth.identity;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.mcpgateway.auth.config.IdentitySettings;

/** Whom one provider's lists allow. An address counts only when it is verified, which a {@link UserIdentity} says. */
final class AllowList {

    private static final String EVERYBODY = "*";

    private final boolean everybody;
    private final Set<String> users;
    private final Set<String> emailDomains;
    private final Set<String> groups;
    private final UnaryOperator<String> form;

    private AllowList(IdentitySettings.Allowed allowed, UnaryOperator<String> form) {
        this.everybody = Stream.of(allowed.users(), allowed.emailDomains(), allowed.groups())
                .anyMatch(list -> list.contains(EVERYBODY));
        this.form = form;
        this.users = set(allowed.users(), form);
        this.groups = set(allowed.groups(), form);
        this.emailDomains = set(allowed.emailDomains(), AllowList::domain);
    }

    /** One whose names are the same in any case, as GitHub's are. */
    static AllowList inAnyCase(IdentitySettings.Allowed allowed) {
        return new AllowList(allowed, AllowList::lowerCase);
    }

    /** One whose names are compared as they are; a provider may have both an {@code admins} and an {@code Admins}. */
    static AllowList exactly(IdentitySettings.Allowed allowed) {
        return new AllowList(allowed, UnaryOperator.identity());
    }

    boolean allows(UserIdentity user) {
        return everybody
                || users.contains(form.apply(user.username()))
                || user.memberships().stream().map(form).anyMatch(groups::contains)
                || user.email()
                        .filter(address -> address.indexOf('@') > 0)
                        .map(AllowList::domain)
                        .filter(emailDomains::contains)
                        .isPresent();
    }

    static String lowerCase(String text) {
        return text.toLowerCase(Locale.ROOT);
    }

    private static Set<String> set(List<String> entries, UnaryOperator<String> form) {
        return entries.stream().map(form).collect(Collectors.toUnmodifiableSet());
    }

    private static String domain(String addressOrDomain) {
        return lowerCase(addressOrDomain.substring(addressOrDomain.lastIndexOf('@') + 1));
    }
}
