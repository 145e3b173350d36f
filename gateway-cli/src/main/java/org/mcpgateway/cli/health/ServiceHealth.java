package org.mcpgateway.cli.health;

import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.mcpgateway.cli.CommandException;
import org.mcpgateway.cli.ExitCode;
import org.mcpgateway.cli.api.HttpCalls;
import org.mcpgateway.cli.api.Report;
import org.mcpgateway.cli.client.AuthorizationServer;
import org.mcpgateway.cli.client.Conversation;
import org.mcpgateway.cli.client.Tokens;

/** Whether one service asks for a token as it should and, with one, speaks. */
record ServiceHealth(HttpCalls calls, URI issuer, String name, URI address) {

    private static final Duration WAIT = Duration.ofSeconds(20);
    private static final long SPEAK_SECONDS = 60;
    private static final Pattern METADATA = Pattern.compile("resource_metadata=\"([^\"]+)\"");

    /** Where the token comes from, once the service has said what it is to be for. */
    @FunctionalInterface
    interface TokenSource {
        String token(String resource) throws IOException, InterruptedException;
    }

    /** Without a token: 401, which names a document, which names this gateway (RFC 9728). */
    Condition quick() throws InterruptedException {
        try {
            resource();
            return new Condition(name, address, Condition.State.HEALTHY, "asks for a token of this gateway");
        } catch (CommandException e) {
            return Condition.of(name, address, e);
        }
    }

    /** With a token too: one session, and the list of tools. */
    Condition full(TokenSource source) throws IOException, InterruptedException {
        ExecutorService thread = Executors.newVirtualThreadPerTaskExecutor();
        try {
            String token = source.token(resource());
            Future<String> said = thread.submit(() -> speak(token));
            return new Condition(name, address, Condition.State.HEALTHY, said.get(SPEAK_SECONDS, TimeUnit.SECONDS));
        } catch (CommandException e) {
            return Condition.of(name, address, e);
        } catch (TimeoutException e) {
            return new Condition(name, address, Condition.State.UNHEALTHY, "it says nothing for a minute");
        } catch (ExecutionException e) {
            return e.getCause() instanceof CommandException failure
                    ? Condition.of(name, address, failure)
                    : new Condition(
                            name,
                            address,
                            Condition.State.UNHEALTHY,
                            Report.plain(Objects.toString(
                                    e.getCause() == null ? null : e.getCause().getMessage(), "it failed")));
        } finally {
            thread.shutdownNow();
        }
    }

    private String speak(String token) throws IOException, InterruptedException {
        try (Conversation conversation = Conversation.open(address, Tokens.only(token), said -> {})) {
            int tools = conversation.list("tools", "tools/list", "tools").size();
            JsonObject server = conversation.server();
            JsonObject info = server.getOrDefault("serverInfo", JsonObject.EMPTY_JSON_OBJECT)
                    .asJsonObject();
            return Report.plain(tools + " tools, " + info.getString("name", "a server") + " "
                    + info.getString("version", "") + ", MCP " + server.getString("protocolVersion", ""));
        }
    }

    /**
     * The identifier under which tokens for it are asked for (RFC 8707); never that of another service (RFC 9728 s3.3).
     */
    private String resource() throws InterruptedException {
        HttpResponse<Void> answer = calls.beginning(
                HttpRequest.newBuilder(address)
                        .header("Content-Type", "application/json")
                        .header("Accept", "application/json, text/event-stream")
                        .POST(HttpRequest.BodyPublishers.ofString(
                                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}")),
                WAIT);
        if (answer.statusCode() != 401) {
            throw unexpected(answer.statusCode());
        }
        Matcher named = METADATA.matcher(String.join(", ", answer.headers().allValues("WWW-Authenticate")));
        if (!named.find()) {
            throw new CommandException(
                    ExitCode.NOT_FOUND,
                    "401 without resource_metadata: no service of this gateway has this address, or a proxy drops it");
        }
        JsonObject document = calls.document(URI.create(named.group(1)))
                .orElseThrow(() -> failed("there is no document at " + named.group(1)));
        boolean ours = document.getJsonArray("authorization_servers") != null
                && document.getJsonArray("authorization_servers").getValuesAs(JsonString.class).stream()
                        .anyMatch(server -> server.getString().equals(issuer.toString()));
        if (!ours) {
            throw failed("it sends clients to another authorization server");
        }
        String resource = document.getString("resource", "");
        if (!AuthorizationServer.covers(resource, address)) {
            throw failed(
                    resource.isEmpty()
                            ? "its document names no resource"
                            : "it says that it is " + resource + ", whose token it would be sent");
        }
        return resource;
    }

    private static CommandException unexpected(int status) {
        return switch (status) {
            case 404 -> new CommandException(ExitCode.NOT_FOUND, "no service has this address");
            case 502, 503, 504 ->
                new CommandException(ExitCode.UNREACHABLE, "status " + status + ": ./gateway status, ./gateway logs");
            case 200, 202 ->
                failed("it answers without a token: nobody guards it, look at FORWARD_AUTH_URL or the proxy");
            default -> failed("status " + status + " instead of 401");
        };
    }

    private static CommandException failed(String seen) {
        return new CommandException(ExitCode.FAILED, seen);
    }
}
