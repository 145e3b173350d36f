package org.mcpgateway.soak;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.mcpgateway.auth.support.AuthServer;
import org.mcpgateway.auth.support.Person;
import org.mcpgateway.auth.support.TestApp;

/** A few people who sign in once and then let clients in, one at a time each. */
final class People {

    private static final int NUMBER = 8;

    private final BlockingQueue<Person> idle = new LinkedBlockingQueue<>();

    People(AuthServer server) {
        TestApp app = TestApp.publicClient(server);
        for (int number = 0; number < NUMBER; number++) {
            var person = new Person(server, name(number));
            app.tokens(person);
            idle.add(person);
        }
    }

    /** Their names, separated by commas. */
    static String names() {
        return IntStream.range(0, NUMBER).mapToObj(People::name).collect(Collectors.joining(","));
    }

    interface Errand<T> {
        T run(Person person) throws Exception;
    }

    /** Waits for somebody who has time. */
    <T> T ask(Errand<T> errand) throws Exception {
        Person person = idle.take();
        try {
            return errand.run(person);
        } finally {
            idle.add(person);
        }
    }

    private static String name(int number) {
        return "person-" + number;
    }
}
