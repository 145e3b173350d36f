package org.mcpgateway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Published clients from discovery to a tool's answer, with no token handed to them: RFC 9728, RFC 8414, RFC 7591,
 * authorization code with PKCE, Streamable HTTP in both eras, over children of every kind. Each client runs once.
 */
@DisplayNameGeneration(ReplaceUnderscores.class)
class RealClientsIT {

    private static final Map<PublishedClient, Visit> VISITS = new EnumMap<>(PublishedClient.class);

    /** What one run of a client saw, and how often a person had to sign in. */
    private record Visit(List<Observation> observations, int authorizations) {}

    @ParameterizedTest(name = "{0}, {1}, over {2}: {3}")
    @MethodSource("combinations")
    void it_works_through_the_gateway(PublishedClient client, Era era, Child child, Capability capability)
            throws Exception {
        Child.Task task = child.tasks().get(capability);
        Observation seen = observation(client, era, child);
        Observation.Outcome outcome = seen.outcomes().get(capability);

        assertThat(seen.version()).isEqualTo(era.revision());
        assertThat(seen.tools()).contains(task.tool());
        assertThat(outcome.text()).contains(task.answer()).doesNotStartWith("failed:");
        assertThat(outcome.progress()).containsAll(task.progress());
        assertThat(outcome.asked()).isEqualTo(capability.questions());
    }

    static Stream<Arguments> combinations() {
        List<Arguments> all = new ArrayList<>();
        for (PublishedClient client : PublishedClient.values()) {
            for (Era era : client.eras()) {
                for (Child child : Child.values()) {
                    child.tasks().keySet().stream()
                            .sorted()
                            .filter(client::can)
                            .forEach(capability -> all.add(Arguments.of(client, era, child, capability)));
                }
            }
        }
        return all.stream();
    }

    @ParameterizedTest
    @EnumSource
    void a_person_signs_in_once_for_each_service(PublishedClient client) throws Exception {
        assertThat(visit(client).authorizations()).isEqualTo(Child.values().length);
    }

    @ParameterizedTest
    @EnumSource
    void what_a_client_does_not_declare_is_refused_and_not_waited_for(Era era) throws Exception {
        Observation seen = observation(PublishedClient.INSPECTOR, era, Child.INITIALIZE_ONLY);

        assertThat(List.of(Capability.ELICITATION, Capability.SAMPLING))
                .allSatisfy(capability ->
                        assertThat(seen.outcomes().get(capability).text()).contains("did not declare"));
    }

    @Test
    void the_documentation_says_what_was_seen_here() throws Exception {
        String page =
                Files.readString(Path.of(System.getProperty("gateway.root", "")).resolve("docs/explanation/eras.md"));

        assertThat(Arrays.stream(PublishedClient.values()).map(PublishedClient::line))
                .allSatisfy(line -> assertThat(page.lines()).contains(line));
    }

    private static Observation observation(PublishedClient client, Era era, Child child) throws Exception {
        return visit(client).observations().stream()
                .filter(seen -> seen.era() == era && seen.server().equals(child.service()))
                .findFirst()
                .orElseThrow();
    }

    private static synchronized Visit visit(PublishedClient client) throws Exception {
        if (!VISITS.containsKey(client)) {
            List<Observation> observations = new ArrayList<>();
            int[] authorizations = new int[1];
            try (var person = new Person("ada")) {
                client.installed()
                        .observe(
                                authorization -> {
                                    authorizations[0]++;
                                    person.take(authorization);
                                },
                                plans(client),
                                observations::add);
            } finally {
                VISITS.put(client, new Visit(observations, authorizations[0]));
            }
        }
        return VISITS.get(client);
    }

    private static List<Observation.Plan> plans(PublishedClient client) {
        Runtimes.node();
        Runtimes.python();
        List<Observation.Plan> plans = new ArrayList<>();
        for (Child child : Child.values()) {
            for (Era era : client.eras()) {
                plans.add(new Observation.Plan(
                        child.service(),
                        RunningGateway.shared().service(child.service()).orElseThrow(),
                        era,
                        child.tasksFor(client)));
            }
        }
        return plans;
    }
}
