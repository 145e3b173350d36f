package org.mcpgateway.e2e;

import static org.mcpgateway.e2e.Capability.ELICITATION;
import static org.mcpgateway.e2e.Capability.PROGRESS;
import static org.mcpgateway.e2e.Capability.SAMPLING;
import static org.mcpgateway.e2e.Capability.TOOLS;

import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The stdio servers that published clients talk to through the gateway, with the tool that shows each capability. */
enum Child {
    /** Speaks both revisions. */
    DUAL(Tasks.OF_THE_FIXTURE),
    /** The same, as nearly every stdio server is. */
    INITIALIZE_ONLY(Tasks.OF_THE_FIXTURE),
    /**
     * The reference server that has everything; {@code initialize} only. The last progress comes in one breath with the
     * answer; a TypeScript client on stdio may hear the answer first.
     */
    EVERYTHING(Map.of(
            TOOLS,
            new Task("echo", Map.of("message", "Grüße 👋"), "Echo: Grüße 👋", List.of()),
            PROGRESS,
            new Task(
                    "trigger-long-running-operation",
                    Map.of("duration", 0.3, "steps", 3),
                    "Long running operation completed.",
                    List.of(1.0, 2.0)),
            ELICITATION,
            new Task("trigger-elicitation-request", Map.of(), "Email: ada@example.com", List.of()),
            SAMPLING,
            new Task(
                    "trigger-sampling-request",
                    Map.of("prompt", "What is the capital of France?"),
                    "Paris",
                    List.of()))),
    /** The reference server written with the Python SDK; it asks nothing and tells no progress. */
    TIME(Map.of(TOOLS, new Task("get_current_time", Map.of("timezone", "UTC"), "\"timezone\": \"UTC\"", List.of())));

    private final Map<Capability, Task> tasks;

    Child(Map<Capability, Task> tasks) {
        this.tasks = tasks;
    }

    /**
     * A tool call and what must come of it.
     *
     * @param answer a part of the text that the tool answers with
     * @param progress what it tells before that
     */
    record Task(String tool, Map<String, Object> arguments, String answer, List<Double> progress) {}

    Map<Capability, Task> tasks() {
        return tasks;
    }

    /** What this client is to try: all it can, and at one server what it must be refused. */
    Map<Capability, Task> tasksFor(PublishedClient client) {
        var wanted = new EnumMap<>(tasks);
        wanted.keySet()
                .removeIf(capability -> !client.can(capability)
                        && (this != INITIALIZE_ONLY || capability.questions().isEmpty()));
        return wanted;
    }

    /** Its name in the catalogue. */
    String service() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static final class Tasks {

        static final Map<Capability, Task> OF_THE_FIXTURE = Map.of(
                TOOLS,
                new Task("test_simple_text", Map.of(), "This is a simple text response for testing.", List.of()),
                PROGRESS,
                new Task("test_tool_with_progress", Map.of(), "Progress reported", List.of(0.0, 50.0, 100.0)),
                ELICITATION,
                new Task(
                        "test_elicitation",
                        Map.of("message", "Who are you?"),
                        "action=accept, content={\"username\":\"ada\",\"email\":\"ada@example.com\"}",
                        List.of()),
                SAMPLING,
                new Task(
                        "test_sampling",
                        Map.of("prompt", "What is the capital of France?"),
                        "LLM response: Paris",
                        List.of()));
    }
}
