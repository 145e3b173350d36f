package org.mcpgateway.e2e;

import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Somebody who opens an authorization address or a device's page, allows, signs in by name, and follows to the client's
 * redirect URI or to the page that says it is done.
 */
public final class Person implements RealClient.Step<URI>, AutoCloseable {

    private static final Pattern FORM = Pattern.compile("<form method=\"post\" action=\"([^\"]*)\"");
    private static final Pattern FIELD = Pattern.compile("<input [^>]*?name=\"([^\"]*)\" value=\"([^\"]*)\"");
    private static final Pattern BUTTON =
            Pattern.compile("<button class=\"primary\" type=\"submit\" name=\"decision\" value=\"([^\"]*)\"");
    private static final int MOST_PAGES = 5;

    private final String name;
    private final HttpClient browser = HttpClient.newBuilder()
            .cookieHandler(new CookieManager())
            .followRedirects(HttpClient.Redirect.ALWAYS)
            .build();

    /** @param name under which a local identity provider knows the person */
    public Person(String name) {
        this.name = name;
    }

    @Override
    public void take(URI authorization) throws IOException, InterruptedException {
        HttpResponse<String> page = send(HttpRequest.newBuilder(authorization));
        for (int pages = 0; pages < MOST_PAGES; pages++) {
            Matcher form = FORM.matcher(page.body());
            if (page.statusCode() != 200) {
                throw new IllegalStateException(page.uri() + " answered " + page.statusCode() + ": " + page.body());
            }
            if (!form.find()) {
                return;
            }
            page = send(HttpRequest.newBuilder(page.uri().resolve(form.group(1)))
                    .header("Content-Type", "application/x-www-form-urlencoded")
                    .header("Origin", origin(page.uri()))
                    .POST(HttpRequest.BodyPublishers.ofString(filledIn(page.body()))));
        }
        throw new IllegalStateException("the forms do not end: " + page.uri());
    }

    @Override
    public void close() {
        browser.close();
    }

    private String filledIn(String page) {
        List<String> fields = new ArrayList<>();
        Matcher button = BUTTON.matcher(page);
        if (button.find()) {
            fields.add("decision=" + button.group(1));
        }
        Matcher field = FIELD.matcher(page);
        while (field.find()) {
            String value = field.group(1).equals("username") ? name : unescaped(field.group(2));
            fields.add(field.group(1) + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8));
        }
        return String.join("&", fields);
    }

    private static String unescaped(String html) {
        return html.replace("&quot;", "\"")
                .replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&amp;", "&");
    }

    private static String origin(URI page) {
        return page.getScheme() + "://" + page.getAuthority();
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return browser.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }
}
