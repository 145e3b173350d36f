package org.mcpgateway.cli.selftest;

import java.util.Locale;

/**
 * How one attack ended.
 *
 * @param verdict whether it was withstood
 * @param words what was seen, never a token
 */
record Seen(Verdict verdict, String words) {

    /** Whether an attack was withstood. */
    enum Verdict {
        WITHSTOOD,
        FAILED,
        /** It could not be tried; the words say why. */
        NOT_TESTED;

        String typed() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    static Seen withstood(String words) {
        return new Seen(Verdict.WITHSTOOD, words);
    }

    static Seen failed(String words) {
        return new Seen(Verdict.FAILED, words);
    }

    static Seen untested(String words) {
        return new Seen(Verdict.NOT_TESTED, words);
    }

    /** Withstood if it is so. */
    static Seen that(boolean good, String words) {
        return good ? withstood(words) : failed(words);
    }

    /** Withstood when the server refused the request: 4xx, or no answer at all. */
    static Seen refusal(Answer answer) {
        if (answer.status() == 429) {
            return untested("too many requests for now: run it again later");
        }
        return that(answer.isRefusal(), answer.words());
    }
}
