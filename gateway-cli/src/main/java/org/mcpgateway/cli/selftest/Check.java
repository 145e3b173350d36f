package org.mcpgateway.cli.selftest;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.IOException;

/**
 * One attack.
 *
 * @param name what is tried
 * @param reference the section that forbids it to work
 * @param attack tries it
 */
record Check(String name, String reference, Attack attack) {

    /** Tries it, and says how it ended. */
    @FunctionalInterface
    interface Attack {
        Seen run() throws IOException, InterruptedException;
    }

    JsonObject json(Seen seen) {
        return Json.createObjectBuilder()
                .add("check", name)
                .add("reference", reference)
                .add("verdict", seen.verdict().typed())
                .add("seen", seen.words())
                .build();
    }
}
