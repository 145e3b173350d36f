package org.mcpgateway.bridge.fetch;

import com.vladsch.flexmark.html2md.converter.FlexmarkHtmlConverter;
import com.vladsch.flexmark.util.data.MutableDataSet;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.TextNode;
import org.jsoup.select.Elements;

/** Turns a page into Markdown: what a reader came for, without menus, scripts and decoration. */
final class Markdown {

    private static final String DECORATION =
            "script, style, noscript, template, iframe, svg, canvas, form, nav, header, footer, aside, "
                    + "[hidden], [aria-hidden=true], [role=navigation], [role=banner], [role=contentinfo]";

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

    /** The Markdown of a page; empty when the page has no text. */
    static String of(Document page) {
        org.jsoup.nodes.Document html = Jsoup.parse(page.text(), page.address().toString());
        html.select("a[href]").forEach(link -> link.attr("href", link.absUrl("href")));
        html.select("img[src]").forEach(image -> image.attr("src", image.absUrl("src")));
        Element content = content(html);
        content.select(DECORATION).remove();
        // The page's own heading is its title: its sections begin at the second level, as in reader views.
        content.select("h1").tagName("h2");
        content.select("pre code").unwrap(); // fenced then, not indented
        escape(content);
        // The converter takes some images for emoji by their name.
        content.select("img[src]")
                .forEach(image ->
                        image.replaceWith(new TextNode("![" + image.attr("alt") + "](" + image.attr("src") + ")")));
        emphasize(content, "strong, b", "**");
        emphasize(content, "em, i", "*");
        return CONVERTER.convert(content.html()).strip();
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
        content.select(elements).forEach(element -> {
            if (element.hasText() && element.closest("pre, code") == null) {
                element.prependText(mark).appendText(mark).unwrap();
            }
        });
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
