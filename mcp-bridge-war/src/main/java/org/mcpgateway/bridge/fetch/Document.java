package org.mcpgateway.bridge.fetch;

import java.net.URI;
import java.nio.charset.Charset;

/**
 * What was read from the web.
 *
 * @param address where it came from, after redirects
 * @param mediaType lower case, without parameters
 * @param charset of its text
 * @param text the body
 */
record Document(URI address, String mediaType, Charset charset, String text) {

    /** Whether it is a page that can be simplified. */
    boolean isHtml() {
        return mediaType.equals("text/html")
                || mediaType.equals("application/xhtml+xml")
                || (mediaType.isEmpty() && text.stripLeading().regionMatches(true, 0, "<html", 0, 5));
    }
}
