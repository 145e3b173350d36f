package org.mcpgateway.cli.doctor;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Whether Java, docker, compose and Traefik are new enough. */
record VersionsExamination(Docker docker) implements Examination {

    private static final String CHECK = "versions";
    private static final Pattern NUMBERS = Pattern.compile("v?(\\d+(?:\\.\\d+)*)");

    @Override
    public List<Finding> look() throws IOException, InterruptedException {
        List<Finding> findings = new ArrayList<>();
        findings.add(atLeast("Java", Optional.of(Runtime.version().toString()), "21", "install a JDK 21 or 25"));
        if (docker.program().isEmpty()) {
            findings.add(Finding.fault(CHECK, "docker is not installed", "install it, with compose 2.24 or newer"));
            return findings;
        }
        findings.add(atLeast(
                "docker", docker.ask("version", "--format", "{{.Server.Version}}"), "20.10", "start it, or update it"));
        findings.add(atLeast(
                "docker compose",
                docker.ask("compose", "version", "--short"),
                "2.24",
                "install the compose plugin 2.24"));
        docker.traefik()
                .map(image -> image.contains(":") ? image.substring(image.lastIndexOf(':') + 1) : "")
                .filter(tag -> NUMBERS.matcher(tag).lookingAt())
                .ifPresent(
                        tag -> findings.add(
                                atLeast(
                                        "Traefik",
                                        Optional.of(tag),
                                        "3.7.13",
                                        "older ones forward paths that nobody authorized: remove TRAEFIK_IMAGE from .env, ./gateway up")));
        return findings;
    }

    private static Finding atLeast(String what, Optional<String> version, String oldest, String cure) {
        if (version.isEmpty()) {
            return Finding.fault(CHECK, what + " does not answer", cure);
        }
        String said = version.get();
        return compare(numbers(said), numbers(oldest)) >= 0
                ? Finding.ok(CHECK, what + " " + said)
                : Finding.fault(CHECK, what + " " + said + " is older than " + oldest, cure);
    }

    private static List<Integer> numbers(String version) {
        Matcher matcher = NUMBERS.matcher(version);
        return matcher.lookingAt()
                ? Arrays.stream(matcher.group(1).split("\\."))
                        .map(part -> Integer.parseInt(part.substring(0, Math.min(part.length(), 9))))
                        .toList()
                : List.of();
    }

    /** A version that says less is as new as it says: 3.7 may be 3.7.13. */
    private static int compare(List<Integer> one, List<Integer> other) {
        for (int i = 0; i < Math.min(one.size(), other.size()); i++) {
            int order = Integer.compare(one.get(i), other.get(i));
            if (order != 0) {
                return order;
            }
        }
        return one.isEmpty() ? -1 : 0;
    }
}
