package org.mcpgateway.e2e;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Locale;

/** What happens between client and server while a tool runs, with the questions that the server asks for it. */
enum Capability {
    @JsonProperty("tools")
    TOOLS(List.of()),
    @JsonProperty("progress")
    PROGRESS(List.of()),
    @JsonProperty("elicitation")
    ELICITATION(List.of("elicitation/create")),
    @JsonProperty("sampling")
    SAMPLING(List.of("sampling/createMessage"));

    private final List<String> questions;

    Capability(List<String> questions) {
        this.questions = questions;
    }

    List<String> questions() {
        return questions;
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
