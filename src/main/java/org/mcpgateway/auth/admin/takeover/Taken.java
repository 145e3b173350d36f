package org.mcpgateway.auth.admin.takeover;

import java.util.ArrayList;
import java.util.List;

/**
 * What became of some records of one kind.
 *
 * @param taken how many work here from now on, or would
 * @param known how many were here, or were taken before: a second run changes nothing
 * @param refused those that were not taken, each with the reason
 */
public record Taken(int taken, int known, List<Refusal> refused) {

    /**
     * A record that was not taken.
     *
     * @param id of a client; the first 8 characters of the digest of a token
     * @param reason why
     */
    public record Refusal(String id, String reason) {}

    /** What became of one record. */
    sealed interface Outcome {

        /** It works here from now on. */
        record New() implements Outcome {}

        /** It was here before. */
        record Known() implements Outcome {}

        /** It cannot work here. */
        record Refused(String reason) implements Outcome {}
    }

    /** Counts outcomes. */
    static final class Counter {

        private int taken;
        private int known;
        private final List<Refusal> refused = new ArrayList<>();

        void add(String id, Outcome outcome) {
            switch (outcome) {
                case Outcome.New fresh -> taken++;
                case Outcome.Known before -> known++;
                case Outcome.Refused no -> refused.add(new Refusal(id, no.reason()));
            }
        }

        Taken result() {
            return new Taken(taken, known, List.copyOf(refused));
        }
    }
}
