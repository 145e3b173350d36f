package org.mcpgateway.fuzz;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What holds of every answer at the address of an MCP service. */
final class McpOracle implements Oracle {

    private static final Pattern INSIDES = Pattern.compile(
            "(?i)payara|glassfish|grizzly|jersey|\\borg\\.(mcpgateway|glassfish|jboss)\\.|\\bjava\\.(lang|util|io)|\\bjakarta\\.|root:x:0");

    private final String accessToken;

    McpOracle(String accessToken) {
        this.accessToken = accessToken;
    }

    @Override
    public Optional<String> complaint(Operation operation, Draft draft, RawAnswer answer) {
        String all = answer.headers() + "\n" + answer.text();
        boolean known = draft.broken && (answer.status() == 501 || answer.status() == 505);
        return Stream.of(
                        when(answer.status() >= 500 && !known, "status " + answer.status()),
                        when(INSIDES.matcher(all).find(), "tells its insides"),
                        when(all.contains(accessToken), "tells the token"),
                        when(
                                answer.headers().stream()
                                        .map(Map.Entry::getKey)
                                        .anyMatch(name -> name.contains(Nasty.MARK) || name.isEmpty()),
                                "a header was injected"),
                        when(isPage(draft, answer), "HTML"),
                        json(answer))
                .flatMap(Optional::stream)
                .findFirst();
    }

    /** Only whoever comes without a token and takes HTML is told by a page what the address is. */
    private static boolean isPage(Draft draft, RawAnswer answer) {
        return answer.mediaType().equals("text/html")
                && answer.status() != 401
                && !draft.broken
                && draft.path.startsWith("/services/");
    }

    private static Optional<String> json(RawAnswer answer) {
        List<String> messages = switch (answer.mediaType()) {
            case "application/json" -> List.of(answer.text());
            case "text/event-stream" ->
                answer.text()
                        .lines()
                        .filter(line -> line.startsWith("data: "))
                        .map(line -> line.substring("data: ".length()))
                        .filter(data -> !data.isEmpty())
                        .toList();
            default -> List.of();
        };
        try {
            messages.stream().filter(message -> !message.isEmpty()).forEach(Json::tree);
            return Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.of("broken JSON");
        }
    }

    private static Optional<String> when(boolean wrong, String complaint) {
        return wrong ? Optional.of(complaint) : Optional.empty();
    }
}
