package org.mcpgateway.bridge.fetch;

import com.vladsch.flexmark.html2md.converter.FlexmarkHtmlConverter;
import com.vladsch.flexmark.util.data.MutableDataSet;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.select.Elements;

/** Turns a page into Markdown: what a reader came for, without menus, scripts and decoration. */
final class Markdown {

    private static final String DECORATION =
            "script, style, noscript, template, iframe, svg, canvas, form, nav, header, footer, aside, "
                    + "[hidden], [aria-hidden=true], [role=navigation], [role=banner], [role=contentinfo]";

    private static final long MOST_LOOKS = 100_000_000;
    private static final String TOO_WIDE = "This page has too many parts for markdown, but here is its text:\n";

    private static final FlexmarkHtmlConverter CONVERTER = FlexmarkHtmlConverter.builder(new MutableDataSet()
                    .set(FlexmarkHtmlConverter.SETEXT_HEADINGS, false)
                    .set(FlexmarkHtmlConverter.OUTPUT_ATTRIBUTES_ID, false)
                    .set(FlexmarkHtmlConverter.UNORDERED_LIST_DELIMITER, '*')
                    .set(FlexmarkHtmlConverter.LISTS_END_ON_DOUBLE_BLANK, false)
                    .set(FlexmarkHtmlConverter.TYPOGRAPHIC_QUOTES, false)
                    .set(FlexmarkHtmlConverter.TYPOGRAPHIC_SMARTS, false)
                    .set(FlexmarkHtmlConverter.EXTRACT_AUTO_LINKS, false)
                    .set(FlexmarkHtmlConverter.SKIP_CHAR_ESCAPE, true)
                    .set(FlexmarkHtmlConverter.THEMATIC_BREAK, "---")
                    .set(FlexmarkHtmlConverter.MAX_BLANK_LINES, 1)
                    .set(FlexmarkHtmlConverter.MAX_TRAILING_BLANK_LINES, 0))
            .build();

    private Markdown() {}

    /** The Markdown of a page, or its text alone where there is too much for that; empty when the page has no text. */
    static Page of(Document page) {
        org.jsoup.nodes.Document html = Jsoup.parse(page.text(), page.address().toString());
        html.select("a[href]").forEach(link -> link.attr("href", link.absUrl("href")));
        html.select("img[src]").forEach(image -> image.attr("src", image.absUrl("src")));
        Element content = content(html);
        rebuild(content.select(DECORATION), decoration -> List.of());
        if (isTooWide(content)) {
            return new Page(TOO_WIDE, content.wholeText().strip());
        }
        // The page's own heading is its title: its sections begin at the second level, as in reader views.
        content.select("h1").tagName("h2");
        unwrap(content.select("pre code")); // fenced then, not indented
        escape(content);
        // The converter takes some images for emoji by their name.
        content.select("img[src]")
                .forEach(image ->
                        image.replaceWith(new TextNode("![" + image.attr("alt") + "](" + image.attr("src") + ")")));
        emphasize(content, "strong, b", "**");
        emphasize(content, "em, i", "*");
        return new Page("", CONVERTER.convert(content.html()).strip());
    }

    /** The converter looks at all neighbours of each block: ten thousand in one place take it a few seconds. */
    private static boolean isTooWide(Element content) {
        long looks = content.stream()
                .filter(element -> element.isBlock() && element.parent() != null)
                .mapToLong(element -> element.parent().childNodeSize())
                .sum();
        return looks > MOST_LOOKS;
    }

    /** What would be taken for emphasis; the converter escapes much more than that, even an ampersand. */
    private static void escape(Element content) {
        content.nodeStream(TextNode.class)
                .filter(text -> text.parent() != null && text.parent().closest("pre, code") == null)
                .toList()
                .forEach(text ->
                        text.text(text.getWholeText().replace("*", "\\*").replace("_", "\\_")));
    }

    /** The converter would put a space between emphasis and the punctuation after it. */
    private static void emphasize(Element content, String elements, String mark) {
        List<Element> emphasized = content.select(elements).stream()
                .filter(element -> element.hasText() && element.closest("pre, code") == null)
                .toList();
        emphasized.forEach(element -> element.prependText(mark).appendText(mark));
        unwrap(emphasized);
    }

    /** Leaves what is in the elements where they were. */
    private static void unwrap(List<Element> elements) {
        rebuild(elements, element -> {
            List<Node> inner = List.copyOf(element.childNodes());
            element.empty();
            return inner;
        });
    }

    /**
     * Puts other nodes in the place of elements, by building the children of each parent anew: replaced one by one,
     * every one would cost as much as it has siblings, of which a page may have a million.
     *
     * @param elements a parent before its children
     */
    private static void rebuild(List<Element> elements, Function<Element, List<Node>> replacement) {
        Set<Node> due = Collections.newSetFromMap(new IdentityHashMap<>());
        due.addAll(elements);
        for (Element element : elements.reversed()) {
            Element parent = element.parent();
            if (parent == null || !due.contains(element)) {
                continue;
            }
            List<Node> children = List.copyOf(parent.childNodes());
            parent.empty();
            for (Node child : children) {
                List<Node> instead = due.remove(child) ? replacement.apply((Element) child) : List.of(child);
                instead.forEach(parent::appendChild);
            }
        }
    }

    /** The element that the page itself calls its content, else the body. */
    private static Element content(org.jsoup.nodes.Document html) {
        Elements named = html.select("main, [role=main], article");
        if (named.size() == 1 || (!named.isEmpty() && !named.getFirst().is("article"))) {
            return named.getFirst();
        }
        return html.body();
    }
}
