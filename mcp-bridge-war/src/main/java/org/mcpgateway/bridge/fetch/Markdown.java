package org.mcpgateway.bridge.fetch;

import com.vladsch.flexmark.html2md.converter.FlexmarkHtmlConverter;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;
import org.jsoup.select.Elements;

/** Turns a page into Markdown: what a reader came for, without menus, scripts and decoration. */
final class Markdown {

    private static final String DECORATION =
            "script, style, noscript, template, iframe, svg, canvas, form, nav, header, footer, aside, "
                    + "[hidden], [aria-hidden=true], [role=navigation], [role=banner], [role=contentinfo]";

    private static final FlexmarkHtmlConverter CONVERTER =
            FlexmarkHtmlConverter.builder().build();

    private Markdown() {}

    /** The Markdown of a page; empty when the page has no text. */
    static String of(Document page) {
        org.jsoup.nodes.Document html = Jsoup.parse(page.text(), page.address().toString());
        html.select("a[href]").forEach(link -> link.attr("href", link.absUrl("href")));
        html.select("img[src]").forEach(image -> image.attr("src", image.absUrl("src")));
        Element content = content(html);
        content.select(DECORATION).remove();
        return CONVERTER.convert(content.html()).strip();
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
