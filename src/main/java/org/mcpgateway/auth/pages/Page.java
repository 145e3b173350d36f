package org.mcpgateway.auth.pages;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A page to be written.
 *
 * @param view the template's name, without directory and ending
 * @param model what its {@code #{page.…}} expressions see
 * @param formTargets where its forms may lead besides this server, as sources of a Content-Security-Policy: browsers
 *     hold the redirects that follow a form to that as well
 */
public record Page(String view, Map<String, Object> model, List<String> formTargets) {

    /** A page whose forms, if any, stay on this server. */
    public static Page of(String view, Map<String, Object> model) {
        return new Page(view, model, List.of());
    }

    /** The same page with one more value in its model. */
    public Page with(String name, Object value) {
        Map<String, Object> more = new java.util.LinkedHashMap<>(model);
        more.put(name, value);
        return new Page(view, more, formTargets);
    }

    /** The Content-Security-Policy source that lets a redirect reach the address. */
    public static String source(URI address) {
        String scheme = address.getScheme().toLowerCase(Locale.ROOT);
        boolean web = scheme.equals("http") || scheme.equals("https");
        boolean nameable =
                web && address.getHost() != null && !address.getHost().startsWith("[");
        return nameable
                ? scheme + "://" + address.getHost() + (address.getPort() < 0 ? "" : ":" + address.getPort())
                : scheme + ":";
    }

    /**
     * The policy that the page is sent with: nothing but its own style sheet, unframeable.
     *
     * @param assets where that is, as a source of the policy
     */
    String contentSecurityPolicy(String assets) {
        return "default-src 'none'; style-src 'self' " + assets + "; img-src 'self' " + assets
                + "; base-uri 'none'; frame-ancestors 'none'; "
                + "form-action 'self'" + (formTargets.isEmpty() ? "" : " " + String.join(" ", formTargets));
    }
}
