package org.mcpgateway.cli.selftest;

import java.util.List;
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

    /** The same of an answer; one that says nothing leaves it open. */
    static Seen that(Answer answer, boolean good, String words) {
        if (answer.isMissing()) {
            return untested(answer.words());
        }
        return answer.isSilent() ? untested("too many requests for now: run it again later") : that(good, words);
    }

    /** Withstood when the server refused the request with 4xx. */
    static Seen refusal(Answer answer) {
        return that(answer, answer.isRefusal(), answer.words());
    }

    /** Withstood when the server refused them all with 4xx. */
    static Seen refusals(List<Answer> answers) {
        String words = "statuses " + answers.stream().map(Answer::status).toList();
        List<Answer> through = answers.stream()
                .filter(answer -> !answer.isRefusal() && !answer.isMissing())
                .toList();
        return that(answers, through, words, words);
    }

    /**
     * Withstood when nothing got through; one that did is enough to fail, and answers that say nothing leave it open.
     */
    static Seen that(List<Answer> answers, List<?> through, String good, String bad) {
        if (!through.isEmpty()) {
            return failed(bad);
        }
        return answers.stream()
                .filter(Answer::isSilent)
                .findFirst()
                .map(Seen::refusal)
                .orElseGet(() -> withstood(good));
    }
}
