package org.mcpgateway.bridge.fetch;

import java.net.URI;
import java.util.Locale;

/**
 * What was read from the web.
 *
 * @param address where it came from, after redirects
 * @param contentType as the server says it; empty when it says nothing
 * @param text the body
 */
record Document(URI address, String contentType, String text) {

    private static final int HEAD = 100;

    /** Whether it is a page that can be simplified, by what the server says or by how it begins. */
    boolean isHtml() {
        String type = mediaType();
        return type.isEmpty()
                || type.equals("text/html")
                || type.equals("application/xhtml+xml")
                || text.substring(0, Math.min(HEAD, text.length())).contains("<html");
    }

    /** Whether it is for people to read at all. */
    boolean isText() {
        String type = mediaType();
        return isHtml()
                || type.startsWith("text/")
                || type.endsWith("json")
                || type.endsWith("xml")
                || type.endsWith("javascript")
                || type.endsWith("yaml");
    }

    private String mediaType() {
        int semicolon = contentType.indexOf(';');
        return (semicolon < 0 ? contentType : contentType.substring(0, semicolon))
                .strip()
                .toLowerCase(Locale.ROOT);
    }
}
