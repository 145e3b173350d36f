package org.mcpgateway.bridge.fetch;

/**
 * What a model is given of a document.
 *
 * @param prefix says, in a line, that it is not simplified; not part of what is counted
 * @param text Markdown, or the document as it is
 */
record Page(String prefix, String text) {

    private static final String NOTHING = "<error>Page failed to be simplified from HTML</error>";

    /**
     * Simplifies a document, if it can be and is to be.
     *
     * @param raw whether it is wanted as it is
     * @throws FetchException when it is not text
     */
    static Page of(Document document, boolean raw) throws FetchException {
        if (document.isHtml() && !raw) {
            Page simplified = Markdown.of(document);
            return simplified.text().isEmpty() ? new Page("", NOTHING) : simplified;
        }
        if (!document.isText()) {
            throw new FetchException("The content type " + document.contentType() + " is not text");
        }
        return new Page(
                "Content type " + document.contentType()
                        + " cannot be simplified to markdown, but here is the raw content:\n",
                document.text());
    }
}
