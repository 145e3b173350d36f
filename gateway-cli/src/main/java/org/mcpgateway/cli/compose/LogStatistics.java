package org.mcpgateway.cli.compose;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Counts what one service has said, in whatever form it says it: Java's, Redis' or Traefik's. */
final class LogStatistics {

    private static final Pattern ERROR =
            Pattern.compile("\\b(SEVERE|ERROR|ERR|FATAL)\\b|\"level\":\"(error|fatal|panic)\"");
    private static final Pattern WARNING = Pattern.compile("\\b(WARNING|WARN|WRN)\\b|\"level\":\"warn(ing)?\"");
    private static final Pattern ANSWER = Pattern.compile("\"DownstreamStatus\":([1-5])\\d\\d\\b");

    private final int[] answers = new int[6];

    private long lines;
    private long bytes;
    private long warnings;
    private long errors;
    private String latest = "";

    /** @param line begins with its time, as Docker notes it */
    void take(String line) {
        lines++;
        bytes += line.getBytes(StandardCharsets.UTF_8).length + 1L;
        latest = line.split(" ", 2)[0];
        Matcher answer = ANSWER.matcher(line);
        if (answer.find()) {
            answers[Integer.parseInt(answer.group(1))]++;
        } else if (ERROR.matcher(line).find()) {
            errors++;
        } else if (WARNING.matcher(line).find()) {
            warnings++;
        }
    }

    /** A row of the list; answers are those of an access log, where there is one. */
    JsonObject of(String service) {
        JsonObjectBuilder row = Json.createObjectBuilder()
                .add("service", service)
                .add("lines", lines)
                .add("bytes", bytes)
                .add("warnings", warnings)
                .add("errors", errors);
        for (int hundreds = 2; hundreds <= 5; hundreds++) {
            row.add(hundreds + "xx", answers[hundreds]);
        }
        return row.add("latest", latest).build();
    }
}
