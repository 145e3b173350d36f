package org.mcpgateway.cli.doctor;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.util.Locale;

/**
 * What an examination found.
 *
 * @param check what was looked at
 * @param state how it is
 * @param found what was seen, never a secret
 * @param cure what to do about it; empty where nothing is to be done
 */
record Finding(String check, State state, String found, String cure) {

    /** How something is. */
    enum State {
        OK,
        FAULT,
        /** It could not be looked at from here. */
        UNKNOWN
    }

    static Finding ok(String check, String found) {
        return new Finding(check, State.OK, found, "");
    }

    static Finding fault(String check, String found, String cure) {
        return new Finding(check, State.FAULT, found, cure);
    }

    static Finding unknown(String check, String found, String cure) {
        return new Finding(check, State.UNKNOWN, found, cure);
    }

    boolean isFault() {
        return state == State.FAULT;
    }

    /** As reports have it. */
    JsonObject json() {
        return Json.createObjectBuilder()
                .add("check", check)
                .add("state", state.name().toLowerCase(Locale.ROOT))
                .add("found", found)
                .add("cure", cure)
                .build();
    }
}
