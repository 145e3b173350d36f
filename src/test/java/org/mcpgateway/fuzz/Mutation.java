package org.mcpgateway.fuzz;

import java.util.List;
import java.util.Random;
import org.mcpgateway.fuzz.Draft.Field;

/** One thing wrong with a request. */
enum Mutation {
    VALUE((draft, random) -> parameter(draft, random, field -> {
        field.raw = false;
        field.value = Nasty.text(random);
    })),
    BROKEN_ENCODING((draft, random) -> parameter(draft, random, field -> {
        field.raw = true;
        field.value = Nasty.pick(
                List.of("%", "%zz", "%2", "%00", "%C0%AF", "%FF%FE", "%ED%A0%80", "%u0041", "+++", "==", "%25%30%30"),
                random);
    })),
    DROP((draft, random) -> parameter(draft, random, field -> {
        draft.query.remove(field);
        draft.form.remove(field);
    })),
    REPEAT((draft, random) -> parameter(
            draft,
            random,
            field -> fields(draft, field)
                    .add(new Field(field.name, random.nextBoolean() ? field.value : Nasty.text(random))))),
    RENAME((draft, random) -> parameter(draft, random, field -> field.name = Nasty.text(random))),
    MOVE((draft, random) -> parameter(draft, random, field -> {
        (draft.query.remove(field) ? draft.form : moved(draft, field)).add(field);
    })),
    UNKNOWN((draft, random) ->
            (random.nextBoolean() ? draft.query : draft.form).add(new Field(Nasty.text(random), Nasty.text(random)))),
    METHOD((draft, random) -> draft.method = Nasty.pick(
            List.of("GET", "POST", "PUT", "DELETE", "HEAD", "OPTIONS", "PATCH", "TRACE", "PROPFIND", "get", "FOO"),
            random)),
    PATH((draft, random) -> draft.path = Paths.broken(draft.path, random)),
    CONTENT_TYPE((draft, random) -> draft.header("Content-Type", Nasty.pick(Headers.CONTENT_TYPES, random))),
    ACCEPT((draft, random) -> draft.header("Accept", Nasty.pick(Headers.ACCEPTS, random))),
    AUTHORIZATION((draft, random) -> draft.header("Authorization", Headers.authorization(random))),
    TWO_AUTHORIZATIONS((draft, random) -> draft.headers.add(new Field("Authorization", Headers.authorization(random)))),
    COOKIE((draft, random) -> draft.header("Cookie", Headers.cookie(random))),
    HOST((draft, random) -> draft.header("Host", Nasty.pick(Headers.HOSTS, random))),
    ORIGIN((draft, random) -> draft.header("Origin", Nasty.pick(Headers.ORIGINS, random))),
    FETCH_SITE((draft, random) -> draft.header(
            "Sec-Fetch-Site", Nasty.pick(List.of("cross-site", "same-site", "same-origin", "none", "", "zq"), random))),
    FORWARDED((draft, random) -> draft.header(Nasty.pick(Headers.FORWARDED, random), Headers.forwarded(random))),
    ANY_HEADER((draft, random) -> draft.header(Nasty.pick(Headers.NAMES, random), Nasty.headerText(random))),
    BODY((draft, random) -> draft.rawBody = Bodies.broken(draft, random)),
    JSON_MEMBER((draft, random) -> Bodies.breakMember(draft, random)),
    CHUNKED((draft, random) -> Bodies.chunk(draft)),
    WIRE((draft, random) -> Wire.breakRequest(draft, random));

    private final Break how;

    Mutation(Break how) {
        this.how = how;
    }

    /** What a mutation does; everything it chooses comes from the random numbers it is given. */
    @FunctionalInterface
    interface Break {
        void apply(Draft draft, Random random);
    }

    /** Breaks the request; leaves it as it is where it has nothing that this could break. */
    void apply(Draft draft, Random random) {
        how.apply(draft, random);
    }

    private static void parameter(Draft draft, Random random, java.util.function.Consumer<Field> change) {
        List<Field> all = draft.parameters();
        if (!all.isEmpty()) {
            change.accept(Nasty.pick(all, random));
        }
    }

    private static List<Field> fields(Draft draft, Field field) {
        return draft.query.contains(field) ? draft.query : draft.form;
    }

    private static List<Field> moved(Draft draft, Field field) {
        draft.form.remove(field);
        return draft.query;
    }
}
