package org.mcpgateway.auth.support;

import java.net.HttpCookie;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.mcpgateway.auth.support.TestClient.Answer;

/** A person's browser: keeps cookies, fills forms in, follows redirects only when told to. */
public final class TestBrowser {

    private static final Pattern HIDDEN = Pattern.compile("<input type=\"hidden\" name=\"(\\w+)\" value=\"([^\"]*)\"");

    private final Map<String, String> cookies = new LinkedHashMap<>();

    /** Opens an address that the person typed or a program opened. */
    public Answer open(String url) {
        return open(url, "none");
    }

    /**
     * Opens an address.
     *
     * @param site what the browser says in {@code Sec-Fetch-Site}
     */
    public Answer open(String url, String site) {
        return remember(client(url).get(path(url), headers(site)));
    }

    /** Sends a form as the page would: its hidden fields and these. */
    public Answer submit(Answer page, String url, String... fields) {
        List<String> all = new ArrayList<>();
        hiddenFields(page.body()).forEach((name, value) -> all.addAll(List.of(name, value)));
        all.addAll(List.of(fields));
        return send(url, all.toArray(String[]::new));
    }

    /** Sends these fields and no others, as a form of this server's page does. */
    public Answer send(String url, String... fields) {
        return remember(client(url)
                .post(
                        path(url),
                        "application/x-www-form-urlencoded",
                        TestClient.encode(fields),
                        headers("same-origin")));
    }

    /** The cookies that it keeps, by name. */
    public Map<String, String> cookies() {
        return Map.copyOf(cookies);
    }

    /** The hidden fields of a page, unescaped. */
    public static Map<String, String> hiddenFields(String html) {
        Map<String, String> fields = new LinkedHashMap<>();
        Matcher matcher = HIDDEN.matcher(html);
        while (matcher.find()) {
            fields.put(
                    matcher.group(1),
                    matcher.group(2)
                            .replace("&lt;", "<")
                            .replace("&gt;", ">")
                            .replace("&quot;", "\"")
                            .replace("&#39;", "'")
                            .replace("&amp;", "&"));
        }
        return fields;
    }

    private Answer remember(Answer answer) {
        for (String header : answer.all("Set-Cookie")) {
            for (HttpCookie cookie : HttpCookie.parse(header)) {
                if (cookie.getMaxAge() == 0) {
                    cookies.remove(cookie.getName());
                } else {
                    cookies.put(cookie.getName(), cookie.getValue());
                }
            }
        }
        return answer;
    }

    private String[] headers(String site) {
        List<String> headers = new ArrayList<>(List.of("Sec-Fetch-Site", site, "Accept", "text/html"));
        if (!cookies.isEmpty()) {
            List<String> pairs = new ArrayList<>();
            cookies.forEach((name, value) -> pairs.add(name + "=" + value));
            headers.addAll(List.of("Cookie", String.join("; ", pairs)));
        }
        return headers.toArray(String[]::new);
    }

    private static TestClient client(String url) {
        URI uri = URI.create(url);
        return new TestClient(URI.create(uri.getScheme() + "://" + uri.getRawAuthority()));
    }

    private static String path(String url) {
        URI uri = URI.create(url);
        return uri.getRawPath() + (uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery());
    }
}
