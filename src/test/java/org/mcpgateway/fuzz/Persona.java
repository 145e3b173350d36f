package org.mcpgateway.fuzz;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.mcpgateway.auth.oauth.Sha256;
import org.mcpgateway.auth.support.AuthServer;
import org.mcpgateway.auth.support.TestBrowser;
import org.mcpgateway.auth.support.TestClient.Answer;
import org.mcpgateway.fuzz.Draft.Field;
import org.mcpgateway.fuzz.Operation.Parameter;

/**
 * A client, the person who uses it, and an administrator: they go through the flows as these are meant to be gone
 * through, broken or not.
 */
final class Persona implements Actor {

    /** Where the browser may be sent besides the server itself. */
    static final List<String> REDIRECT_URIS =
            List.of("http://127.0.0.1:33418/callback", "https://app.example/cb?x=1", "com.example.app:/cb");

    /** After so many requests the client registers anew: administrators may have ended it. */
    private static final int REGISTRATION_LASTS = 1_000;

    /** After so many requests the person signs in again: somebody may have ended every session of alice. */
    private static final int SESSION_LASTS = 100;

    private static final Set<String> ENDING = Set.of("revokeUser", "adminRevokeUser");

    private static final String VERIFIER = "a-code-verifier-of-forty-three-characters-00";

    private final AuthServer server;
    private final String method;
    private final Possessions possessions;
    private final String machinesToken;
    private int requests;

    /** @param method {@code token_endpoint_auth_method} of its client */
    Persona(AuthServer server, String method) {
        this.server = server;
        this.method = method;
        this.possessions = new Possessions(server.issuer());
        possessions.have("code_verifier", VERIFIER);
        possessions.have("code_challenge", Sha256.of(VERIFIER));
        possessions.have("resource", server.resource("time"));
        possessions.have("suffix", "/services/time/mcp");
        possessions.have("X-Forwarded-Host", server.issuer().getAuthority());
        possessions.have("X-Forwarded-Proto", "http");
        possessions.have(
                "administration",
                machinesToken(AuthServer.ADMIN_CLIENT, server.issuer() + "/admin/api", "scope", "gateway:admin"));
        this.machinesToken = machinesToken(AuthServer.MACHINE_CLIENT, server.resource("time"));
    }

    @Override
    public Draft request(Operation operation, Random random) {
        if (requests % REGISTRATION_LASTS == 0) {
            register();
        }
        if (requests % SESSION_LASTS == 0) {
            signIn();
        }
        requests++;
        var draft = new Draft();
        draft.method = operation.method();
        draft.path = operation.path();
        draft.headers.add(new Field("Host", server.issuer().getAuthority()));
        if (!operation.id().equals("metrics")) { // for those alone who ask directly
            draft.headers.add(
                    new Field("X-Forwarded-For", "10." + random.nextInt(256) + "." + random.nextInt(256) + ".1"));
        }
        draft.headers.add(new Field("Accept", operation.isPage() ? "text/html" : "*/*"));
        if (!operation.bodyType().isEmpty()) {
            draft.headers.add(new Field("Content-Type", operation.bodyType()));
        }
        operation.parameters().forEach(parameter -> add(draft, operation, parameter, random));
        if (operation.bodyType().equals("application/json")) {
            fillJson(draft, operation, random);
        } else {
            operation.body().forEach(parameter -> add(draft, operation, parameter, random));
        }
        authenticate(draft, operation, random);
        if (!possessions.cookies().isEmpty()) {
            draft.headers.add(new Field("Cookie", possessions.cookies()));
        }
        return draft;
    }

    @Override
    public void learn(Operation operation, RawAnswer answer) {
        possessions.learn(operation, answer);
    }

    private void register() {
        JsonNode registration = Json.tree(server.client()
                .json(
                        "/register",
                        Json.text(Map.of(
                                "client_name",
                                "Fuzz <b>" + Nasty.MARK + "</b>",
                                "redirect_uris",
                                REDIRECT_URIS,
                                "token_endpoint_auth_method",
                                method,
                                "grant_types",
                                List.of(
                                        "authorization_code",
                                        "refresh_token",
                                        "urn:ietf:params:oauth:grant-type:device_code"))))
                .body());
        possessions.have("client_id", registration.get("client_id").asText());
        possessions.have("client_secret", registration.path("client_secret").asText());
    }

    /** As whoever administers: alice does. */
    private void signIn() {
        var browser = new TestBrowser();
        String admin = server.issuer() + "/admin";
        Answer asked = browser.submit(browser.open(admin), admin + "/sign-in");
        Answer form = browser.open(asked.header("Location"));
        Answer named = browser.submit(form, server.issuer() + "/local/sign-in", "username", "alice");
        browser.open(named.header("Location"));
        String client = possessions.value("client_id").orElseThrow();
        Answer page = browser.open(admin + "/client?client_id=" + client);
        possessions.haveSession(browser, TestBrowser.hiddenFields(page.body()).getOrDefault("token", ""));
    }

    /** One that nobody revokes: it is no person's. */
    private String machinesToken(String client, String resource, String... more) {
        List<String> form = new ArrayList<>(List.of("grant_type", "client_credentials", "resource", resource));
        form.addAll(List.of(more));
        return server.client()
                .basicForm("/token", client, AuthServer.OPERATORS_SECRET, form.toArray(String[]::new))
                .json()
                .getString("access_token");
    }

    private void add(Draft draft, Operation operation, Parameter parameter, Random random) {
        boolean sent = random.nextInt(100) < (parameter.required() ? 97 : 60);
        String value = value(operation, parameter, random);
        if (parameter.place().equals("path")) {
            draft.path = draft.path.replace("{" + parameter.name() + "}", value);
        } else if (sent && !value.isEmpty()) {
            fields(draft, parameter).add(new Field(parameter.name(), value));
        }
    }

    private static List<Field> fields(Draft draft, Parameter parameter) {
        return switch (parameter.place()) {
            case "query" -> draft.query;
            case "header" -> draft.headers;
            default -> draft.form;
        };
    }

    /** The document's example with what is known better, and now and then a member more. */
    private void fillJson(Draft draft, Operation operation, Random random) {
        if (operation.example() != null) {
            operation
                    .example()
                    .properties()
                    .forEach(member -> draft.json.put(member.getKey(), Json.value(member.getValue())));
        }
        for (Parameter member : operation.body()) {
            boolean known = possessions.of(operation, member.name()).isPresent();
            if (known || member.required() || random.nextInt(10) == 0) {
                draft.json.put(member.name(), value(operation, member, random));
            }
        }
    }

    private String value(Operation operation, Parameter parameter, Random random) {
        return possessions.of(operation, parameter.name()).orElseGet(() -> switch (parameter.name()) {
            case "redirect_uri" -> REDIRECT_URIS.getFirst();
            case "error", "iss", "cursor" -> "";
            case "provider" -> "local";
            case "state" -> "state-" + random.nextInt();
            case "login_hint" -> "alice";
            // Everybody is alice: ended too often, nobody would get through a flow.
            case "username" -> ENDING.contains(operation.id()) && random.nextInt(20) > 0 ? "nobody" : "alice";
            case "act" -> Nasty.pick(List.of("sign-in", "keep", "forget", "withdraw", "end"), random);
            case "prompt" -> Nasty.pick(List.of("consent", "login", "none", "select_account"), random);
            default -> parameter.choices().isEmpty() ? "value" : Nasty.pick(parameter.choices(), random);
        });
    }

    private void authenticate(Draft draft, Operation operation, Random random) {
        if (!operation.bearer().isEmpty()) {
            // Alice's tokens end all the time; without one that lives hardly a request would be let through.
            Optional<String> machines =
                    Optional.of(machinesToken).filter(token -> operation.id().equals("verify") && random.nextBoolean());
            machines.or(() -> possessions.of(operation, operation.bearer()))
                    .ifPresent(token -> draft.headers.add(new Field("Authorization", "Bearer " + token)));
        } else if (operation.basic()
                && !method.equals("none")
                && random.nextInt(method.endsWith("basic") ? 2 : 8) == 0) {
            draft.form.removeIf(field -> field.name.startsWith("client_"));
            String pair = possessions.of(operation, "client_id").orElseThrow() + ":"
                    + possessions.of(operation, "client_secret").orElseThrow();
            draft.headers.add(new Field(
                    "Authorization",
                    "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8))));
        }
    }
}
