package org.mcpgateway.auth.support;

import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.mcpgateway.auth.support.TestClient.Answer;

/** A person with a browser: keeps cookies, reads pages, sends their forms, follows redirects only when told to. */
public final class Person {

    private static final Pattern FIELD = Pattern.compile("<input type=\"hidden\" name=\"([^\"]+)\" value=\"([^\"]*)\"");

    private final AuthServer server;
    private final TestClient client;
    private final String username;
    private final Map<String, String> cookies = new LinkedHashMap<>();

    /** @param username under which the local identity provider knows the person */
    public Person(AuthServer server, String username) {
        this.server = server;
        this.client = server.client();
        this.username = username;
    }

    /** Opens an address of the server as one that the person typed. */
    public Answer open(String pathOrAddress, String... headers) {
        return keep(client.get(path(pathOrAddress), withCookies("none", headers)));
    }

    /** Sends the form of a page with these values besides its hidden ones. */
    public Answer submit(Answer page, String action, String... values) {
        List<String> form = new ArrayList<>();
        hiddenFields(page).forEach((name, value) -> form.addAll(List.of(name, value)));
        form.addAll(List.of(values));
        return keep(client.post(
                action,
                "application/x-www-form-urlencoded",
                TestClient.encode(form.toArray(String[]::new)),
                withCookies("same-origin")));
    }

    /** Goes through consent and, where asked, sign-in; gives the address that the client is called back at. */
    public URI approve(String authorizeAddress) {
        Answer page = open(authorizeAddress);
        if (page.status() == 303) {
            return location(page);
        }
        Answer next = submit(page, "/authorize", "decision", "approve");
        if (!location(next).toString().startsWith(server.issuer() + "/local/")) {
            return location(next);
        }
        Answer signIn = open(location(next).toString());
        Answer signedIn = submit(signIn, "/local/sign-in", "username", username);
        return location(open(location(signedIn).toString()));
    }

    /** The hidden fields of a page's forms. */
    public static Map<String, String> hiddenFields(Answer page) {
        Map<String, String> fields = new LinkedHashMap<>();
        Matcher matcher = FIELD.matcher(page.body());
        while (matcher.find()) {
            fields.put(matcher.group(1), unescape(matcher.group(2)));
        }
        return fields;
    }

    /** Where an answer sends the browser. */
    public static URI location(Answer answer) {
        if (answer.status() != 303) {
            throw new AssertionError("no redirect but " + answer.status() + ": " + answer.body());
        }
        return URI.create(answer.header("Location"));
    }

    private Answer keep(Answer answer) {
        for (String cookie : answer.all("Set-Cookie")) {
            String pair = cookie.split(";", 2)[0];
            cookies.put(pair.substring(0, pair.indexOf('=')), pair.substring(pair.indexOf('=') + 1));
        }
        return answer;
    }

    private String[] withCookies(String site, String... headers) {
        List<String> all = new ArrayList<>(List.of(headers));
        all.addAll(List.of("Sec-Fetch-Site", site));
        if (!cookies.isEmpty()) {
            all.add("Cookie");
            all.add(cookies.entrySet().stream()
                    .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
                    .collect(Collectors.joining("; ")));
        }
        return all.toArray(String[]::new);
    }

    private String path(String pathOrAddress) {
        String issuer = server.issuer().toString();
        return pathOrAddress.startsWith(issuer) ? pathOrAddress.substring(issuer.length()) : pathOrAddress;
    }

    private static String unescape(String html) {
        return html.replace("&quot;", "\"")
                .replace("&#39;", "'")
                .replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&amp;", "&");
    }
}
