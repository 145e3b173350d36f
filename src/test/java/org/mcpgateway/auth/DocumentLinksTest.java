package org.mcpgateway.auth;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** Whoever follows a link of the documentation arrives, and every page can be found from its first one. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class DocumentLinksTest {

    private static final Path ROOT = Path.of("").toAbsolutePath();
    private static final Pattern LINK = Pattern.compile("\\]\\((?!https?:|mailto:)([^)\\s#]*)(?:#([^)\\s]+))?\\)");
    private static final Pattern HEADING = Pattern.compile("(?m)^#+ (.+)$");

    private final Map<Path, String> pages = pages();

    @Test
    void every_link_leads_to_a_file_and_a_heading() {
        assertThat(pages).hasSizeGreaterThan(40);
        assertThat(pages.keySet().stream()
                        .flatMap(page -> links(page).filter(link -> !link.arrives()))
                        .map(Link::toString))
                .isEmpty();
    }

    @Test
    void every_page_but_the_decisions_is_reached_from_the_first() {
        Path first = ROOT.resolve("docs/README.md");
        Set<Path> reached = links(first).map(Link::target).collect(Collectors.toSet());

        assertThat(pages.keySet().stream()
                        .filter(page -> page.startsWith(ROOT.resolve("docs")) && !page.equals(first))
                        .filter(page -> !page.startsWith(ROOT.resolve("docs/decisions"))))
                .isSubsetOf(reached);
    }

    private record Link(Path page, Path target, String heading) {

        boolean arrives() {
            return Files.exists(target) && (heading == null || headings(target).contains(heading));
        }
    }

    private Stream<Link> links(Path page) {
        return LINK.matcher(pages.get(page))
                .results()
                .map((MatchResult link) -> new Link(
                        page,
                        link.group(1).isEmpty()
                                ? page
                                : page.resolveSibling(link.group(1)).normalize(),
                        link.group(2)));
    }

    /** As the forges make them: lower case, no punctuation, dashes for blanks. */
    private static List<String> headings(Path page) {
        return HEADING.matcher(read(page))
                .results()
                .map(heading -> heading.group(1)
                        .toLowerCase(Locale.ROOT)
                        .replaceAll("[^a-z0-9 _-]", "")
                        .replace(' ', '-'))
                .toList();
    }

    private static Map<Path, String> pages() {
        try (Stream<Path> docs = Files.walk(ROOT.resolve("docs"));
                Stream<Path> bench = Files.list(ROOT.resolve("bench"));
                Stream<Path> root = Files.list(ROOT)) {
            return new TreeMap<>(Stream.of(docs, bench, root)
                    .flatMap(files -> files)
                    .filter(file -> file.toString().endsWith(".md"))
                    .collect(Collectors.toMap(file -> file, DocumentLinksTest::read)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
