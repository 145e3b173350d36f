package org.mcpgateway.cli.selftest;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The same request many times at once: what is good once must not be good twice. */
record RaceChecks(Deployment deployment, Optional<Person> person) {

    private static final int AT_ONCE = 20;

    List<Check> all() {
        return List.of(
                new Check("one code redeemed many times at once", "RFC 6749 s4.1.2, s10.5", this::code),
                new Check("one refresh token used many times at once", "RFC 9700 s4.14.2", this::refreshToken));
    }

    /** One token at most, and not even that lives on once the others had come (RFC 6749 s4.1.2). */
    private Seen code() throws IOException, InterruptedException {
        Optional<Map<String, String>> code = fresh();
        if (code.isEmpty()) {
            return untested();
        }
        List<Answer> answers = atOnce(code.get());
        List<Answer> given = given(answers);
        if (given.size() > 1) {
            return Seen.failed("it gave " + given.size() + " tokens");
        }
        if (given.isEmpty()) {
            return unraced(answers);
        }
        if (refreshToken(given.getFirst()).isEmpty()) {
            return Seen.untested("it gave one token, and nothing to try whether that has ended");
        }
        Answer renewed = token(renewal(code.get(), given.getFirst()));
        return Seen.that(
                renewed,
                renewed.isRefusal(),
                renewed.isRefusal() ? "it gave one token, which has ended" : "the token of a code used twice lives on");
    }

    /** Either one of them wins, or all are given the same successor: two would be two lives of one theft. */
    private Seen refreshToken() throws IOException, InterruptedException {
        Optional<Map<String, String>> code = fresh();
        if (code.isEmpty()) {
            return untested();
        }
        Answer first = token(code.get());
        if (refreshToken(first).isEmpty()) {
            return Seen.untested("the sign-in gives no refresh token");
        }
        List<Answer> answers = atOnce(renewal(code.get(), first));
        List<Answer> given = given(answers);
        if (given.isEmpty()) {
            return unraced(answers);
        }
        Set<String> successors = new HashSet<>();
        given.forEach(answer -> successors.add(refreshToken(answer)));
        return Seen.that(
                successors.size() <= 1, given.size() + " answers with " + successors.size() + " different tokens");
    }

    private Optional<Map<String, String>> fresh() throws IOException, InterruptedException {
        return person.isEmpty() ? Optional.empty() : person.get().code();
    }

    private Seen untested() {
        return Seen.untested(
                person.isEmpty()
                        ? "needs a code: --sign-in, and sign in twice"
                        : "strangers cannot register here, so there is no client to sign in to");
    }

    private static Map<String, String> renewal(Map<String, String> code, Answer tokens) {
        return Map.of(
                "grant_type",
                "refresh_token",
                "refresh_token",
                refreshToken(tokens),
                "client_id",
                code.getOrDefault("client_id", ""));
    }

    /** Empty when there is none. */
    private static String refreshToken(Answer tokens) {
        return tokens.json().getString("refresh_token", "");
    }

    /**
     * Replays may take the winner's token before it is told: refused as spent, all are; otherwise nothing was raced
     * for.
     */
    private static Seen unraced(List<Answer> answers) {
        if (answers.stream().allMatch(answer -> answer.error().equals("invalid_grant"))) {
            return Seen.withstood("it gave no token at all");
        }
        return Seen.untested("no request got a token: "
                + answers.stream().map(Answer::words).distinct().sorted().collect(Collectors.joining(", ")));
    }

    /** The answers that gave a token. */
    private static List<Answer> given(List<Answer> answers) {
        return answers.stream().filter(answer -> answer.status() == 200).toList();
    }

    private List<Answer> atOnce(Map<String, String> request) throws InterruptedException {
        CountDownLatch start = new CountDownLatch(1);
        List<Answer> all = new ArrayList<>();
        try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Answer>> answers = new ArrayList<>();
            for (int i = 0; i < AT_ONCE; i++) {
                Callable<Answer> client = () -> {
                    start.await();
                    return token(request);
                };
                answers.add(clients.submit(client));
            }
            start.countDown();
            for (Future<Answer> answer : answers) {
                all.add(answer.get());
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException("a request cannot be made", e);
        }
        return all;
    }

    private Answer token(Map<String, String> request) throws InterruptedException {
        return deployment
                .wire()
                .form(
                        deployment.endpoint("token_endpoint").orElseThrow(),
                        request.entrySet().stream()
                                .flatMap(entry -> Stream.of(entry.getKey(), entry.getValue()))
                                .toArray(String[]::new));
    }
}
