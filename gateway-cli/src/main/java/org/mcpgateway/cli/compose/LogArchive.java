package org.mcpgateway.cli.compose;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import org.mcpgateway.cli.api.PrivateFiles;

/** Logs in files, {@code SERVICE-20261125T080000Z.log.gz}: what a service said until then, since the file before. */
final class LogArchive {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);
    private static final Pattern NAME = Pattern.compile("(.+)-(\\d{8}T\\d{6}Z)\\.log\\.gz");

    private final Path folder;

    LogArchive(Path folder) {
        this.folder = folder;
    }

    /** Where lines come from. */
    @FunctionalInterface
    interface Source {

        /** Hands over every line between the two. */
        void read(@Nullable String since, String until, Consumer<String> line) throws IOException, InterruptedException;
    }

    /**
     * Writes what a service has said since the last time, up to the second that the file is named after.
     *
     * @return the file; empty when it has said nothing, or the last one is of this second
     */
    Optional<Path> write(String service, Instant now, Source source) throws IOException, InterruptedException {
        Instant until = now.truncatedTo(ChronoUnit.SECONDS);
        Path file = folder.resolve(service + "-" + TIME.format(until) + ".log.gz");
        Optional<Instant> last = archived()
                .filter(one -> one.service().equals(service))
                .map(Archived::until)
                .max(Instant::compareTo);
        if (last.filter(before -> !before.isBefore(until)).isPresent()) {
            return Optional.empty();
        }
        OutputStream opened = PrivateFiles.create(file); // another's of the same name is not deleted below
        boolean complete = false;
        try (var out =
                new BufferedWriter(new OutputStreamWriter(new GZIPOutputStream(opened), StandardCharsets.UTF_8))) {
            complete = lines(out, last.map(Instant::toString).orElse(null), until.toString(), source) > 0;
        } finally {
            if (!complete) {
                Files.deleteIfExists(file);
            }
        }
        return complete ? Optional.of(file) : Optional.empty();
    }

    private static int lines(BufferedWriter out, @Nullable String since, String until, Source source)
            throws IOException, InterruptedException {
        int[] lines = {0};
        source.read(since, until, line -> {
            lines[0]++;
            append(out, line);
        });
        return lines[0];
    }

    /** All of them, as rows of a list. */
    List<JsonObject> files() throws IOException {
        List<JsonObject> rows = new ArrayList<>();
        for (Archived one : archived().sorted().toList()) {
            rows.add(Json.createObjectBuilder()
                    .add("service", one.service())
                    .add("file", one.file().toString())
                    .add("bytes", Files.size(one.file()))
                    .build());
        }
        return rows;
    }

    /** Deletes those that were written before. */
    List<Path> clean(Instant before) throws IOException {
        List<Path> old = archived()
                .filter(one -> one.until().isBefore(before))
                .map(Archived::file)
                .sorted()
                .toList();
        for (Path file : old) {
            Files.delete(file);
        }
        return old;
    }

    private record Archived(String service, Instant until, Path file) implements Comparable<Archived> {

        @Override
        public int compareTo(Archived other) {
            return file.compareTo(other.file);
        }
    }

    private Stream<Archived> archived() throws IOException {
        if (!Files.isDirectory(folder)) {
            return Stream.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList().stream().flatMap(file -> {
                Matcher name = NAME.matcher(file.getFileName().toString());
                return name.matches()
                        ? Stream.of(new Archived(name.group(1), TIME.parse(name.group(2), Instant::from), file))
                        : Stream.of();
            });
        }
    }

    private static void append(BufferedWriter out, String line) {
        try {
            out.write(line);
            out.newLine();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
