package org.mcpgateway.fuzz;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What holds of every answer of the authorization server, whatever was asked. */
final class AuthOracle implements Oracle {

    /** In small letters, as the answer is when they are looked for: much faster than a pattern that ignores case. */
    private static final List<String> INSIDES = List.of(
            "payara",
            "glassfish",
            "grizzly",
            "jersey",
            "redisson",
            "snakeyaml",
            "facelets",
            "exception",
            "nullpointer",
            "-----begin",
            "root:x:0",
            "<web-app");

    private static final Pattern CLASS_NAME =
            Pattern.compile("\\b(org\\.[a-z]+\\.|java\\.|jakarta\\.|at [a-z]+\\.[a-z])");

    /** Markup, headers and expressions of {@link Nasty} that somebody took for what they look like. */
    private static final Pattern UNESCAPED =
            Pattern.compile("<script>zq|<img src=x|<svg/onload|<b>zq|zq<zq|zq1337zq|<[^>]*=\"[^\"]*zq\"zq");

    private static final Set<Integer> OF_THE_CONTAINER =
            Set.of(400, 403, 404, 405, 406, 408, 411, 413, 414, 415, 417, 429, 431);

    private static final Set<String> CONTAINER_HEADERS =
            Set.of("allow", "connection", "content-length", "date", "x-frame-options");

    /** What HTTP itself asks to be answered to a version or a coding that a server does not know. */
    private static final Set<Integer> OF_HTTP = Set.of(501, 505);

    private final String issuer;
    private final List<String> secrets;

    /** @param secrets what no answer may hold */
    AuthOracle(URI issuer, List<String> secrets) {
        this.issuer = issuer.toString();
        this.secrets = secrets;
    }

    @Override
    public Optional<String> complaint(Operation operation, Draft draft, RawAnswer answer) {
        return Stream.<Optional<String>>of(
                        status(draft, answer),
                        insides(answer),
                        injected(answer),
                        reflected(answer),
                        json(answer),
                        location(draft, answer),
                        secrets(answer),
                        draft.broken || isOfTheContainer(draft, answer) ? Optional.empty() : headers(draft, answer),
                        isAsDocumented(operation, draft) ? documented(operation, draft, answer) : Optional.empty())
                .flatMap(Optional::stream)
                .findFirst();
    }

    private static Optional<String> status(Draft draft, RawAnswer answer) {
        boolean ours = answer.status() >= 500 && !(draft.broken && OF_HTTP.contains(answer.status()));
        return when(ours || answer.status() < 200, "status " + answer.status());
    }

    private static Optional<String> insides(RawAnswer answer) {
        if (answer.mediaType().equals("text/css")) {
            return Optional.empty();
        }
        String all = (answer.headers() + "\n" + answer.text()).toLowerCase(Locale.ROOT);
        return when(
                INSIDES.stream().anyMatch(all::contains)
                        || CLASS_NAME.matcher(all).find(),
                "tells its insides");
    }

    private static Optional<String> injected(RawAnswer answer) {
        return when(
                answer.headers().stream()
                        .map(Map.Entry::getKey)
                        .anyMatch(name -> name.contains(Nasty.MARK) || name.isEmpty()),
                "a header was injected");
    }

    private static Optional<String> reflected(RawAnswer answer) {
        boolean html =
                answer.mediaType().equals("text/html") || answer.mediaType().isEmpty();
        return when(html && UNESCAPED.matcher(answer.text()).find(), "unescaped echo");
    }

    private static Optional<String> json(RawAnswer answer) {
        if (!answer.mediaType().equals("application/json") || answer.body().length == 0) {
            return Optional.empty();
        }
        try {
            var tree = Json.tree(answer.text());
            return when(
                    !tree.isObject()
                            || (answer.status() >= 400 && !tree.path("error").isTextual()),
                    "an error without error");
        } catch (IllegalArgumentException e) {
            return Optional.of("broken JSON");
        }
    }

    private Optional<String> location(Draft draft, RawAnswer answer) {
        return answer.header("location").flatMap(location -> {
            try {
                URI.create(location);
            } catch (IllegalArgumentException e) {
                return Optional.of("a Location that is no URI");
            }
            boolean known = location.startsWith(issuer + "/")
                    || isSentToTheRoot(draft, answer)
                    || location.matches("http://127\\.0\\.0\\.1(:[0-9]+)?/callback[?].*")
                    || Persona.REDIRECT_URIS.stream()
                            .anyMatch(uri -> location.startsWith(uri + (uri.contains("?") ? "&" : "?")));
            return when(!known, "open redirect");
        });
    }

    private Optional<String> secrets(RawAnswer answer) {
        String all = answer.headers() + answer.text();
        return when(secrets.stream().anyMatch(all::contains), "tells a secret");
    }

    private static Optional<String> headers(Draft draft, RawAnswer answer) {
        boolean passed = answer.status() == 200 && draft.path.startsWith("/verify");
        if (passed) {
            return Optional.empty();
        }
        for (String name : List.of(
                "x-content-type-options",
                "referrer-policy",
                "content-security-policy",
                "x-frame-options",
                "cache-control")) {
            if (answer.all(name).size() != 1) {
                return Optional.of(name + " is there " + answer.all(name).size() + " times, status " + answer.status());
            }
        }
        boolean typed = answer.body().length == 0 || !answer.mediaType().isEmpty();
        return when(!typed, "no Content-Type, status " + answer.status());
    }

    /**
     * Answered before this application saw it: nothing but a status. Payara does that to methods and sizes that it does
     * not take, and, with 200, to a path whose percent encoding is broken.
     */
    private boolean isOfTheContainer(Draft draft, RawAnswer answer) {
        return isSentToTheRoot(draft, answer)
                || (answer.header("x-request-id").isEmpty()
                        && answer.body().length == 0
                        && answer.headers().stream().map(Map.Entry::getKey).allMatch(CONTAINER_HEADERS::contains)
                        && (OF_THE_CONTAINER.contains(answer.status()) || answer.status() == 200));
    }

    /**
     * What Payara does to a path like {@code /.//} before this application sees it: it leads to the root of the host
     * that was asked, by whatever name and with the same query, so nobody else can be led anywhere.
     */
    private boolean isSentToTheRoot(Draft draft, RawAnswer answer) {
        Stream<String> hosts = draft.headers.stream()
                .filter(header -> header.name.equalsIgnoreCase("Host"))
                .map(header -> "http://" + header.value.strip().replaceFirst(":80$", ""));
        return answer.status() == 301
                && answer.text().contains("<h1>Document moved</h1>")
                && answer.header("location")
                        .filter(location -> Stream.concat(hosts, Stream.of(issuer))
                                .anyMatch(root ->
                                        location.replaceFirst("\\?.*", "").equalsIgnoreCase(root + "/")))
                        .isPresent();
    }

    private static boolean isAsDocumented(Operation operation, Draft draft) {
        return !draft.broken
                && draft.method.equals(operation.method())
                && draft.path.matches(operation.path().replaceAll("\\{[^}]*}", "[A-Za-z0-9_./-]*"));
    }

    private Optional<String> documented(Operation operation, Draft draft, RawAnswer answer) {
        Set<String> types = operation.answers().get(Integer.toString(answer.status()));
        String type = answer.mediaType();
        boolean described = types != null && (types.isEmpty() ? answer.body().length == 0 : types.contains(type));
        boolean page = operation.isPage() && type.equals("text/html");
        boolean refused = OF_THE_CONTAINER.contains(answer.status()) && (page || type.equals("application/json"))
                || isOfTheContainer(draft, answer);
        return when(!described && !refused, "undocumented answer " + answer.status() + " " + type);
    }

    private static Optional<String> when(boolean wrong, String complaint) {
        return wrong ? Optional.of(complaint) : Optional.empty();
    }
}
