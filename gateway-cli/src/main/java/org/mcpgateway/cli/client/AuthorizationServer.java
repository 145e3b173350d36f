package org.mcpgateway.cli.client;

import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.mcpgateway.cli.CommandException;
import org.mcpgateway.cli.ExitCode;
import org.mcpgateway.cli.api.GatewayAddress;
import org.mcpgateway.cli.api.HttpCalls;
import org.mcpgateway.cli.api.WellKnown;

/**
 * Who gives tokens for an MCP server, as the server and the authorization server say themselves (RFC 9728, RFC 8414).
 *
 * @param resource the server's identifier, to be asked for (RFC 8707)
 * @param scope what the server wants, if it says so
 * @param issuer the authorization server's identifier
 * @param metadata its document
 */
public record AuthorizationServer(String resource, Optional<String> scope, String issuer, JsonObject metadata) {

    private static final Pattern RESOURCE_METADATA = Pattern.compile("resource_metadata=\"([^\"]+)\"");

    /**
     * Finds it from the challenge of a refused request, or at the well-known addresses.
     *
     * @param service the MCP server
     * @param challenge what the server said in {@code WWW-Authenticate}; may be empty
     */
    static AuthorizationServer of(HttpCalls calls, URI service, String challenge) throws InterruptedException {
        JsonObject protectedResource = first(calls, resourceDocuments(service, challenge))
                .orElseThrow(() -> new CommandException(
                        ExitCode.UNREACHABLE, service + " wants a token and does not say where to get one (RFC 9728)"));
        String resource = protectedResource.getString("resource", "");
        if (!covers(resource, service)) {
            throw new CommandException(
                    ExitCode.UNAUTHORIZED,
                    service + " says that it is " + resource + ": use that address, if you trust it");
        }
        String issuer = protectedResource.getJsonArray("authorization_servers").getValuesAs(JsonString.class).stream()
                .map(JsonString::getString)
                .findFirst()
                .orElseThrow(
                        () -> new CommandException(ExitCode.UNREACHABLE, service + " names no authorization server"));
        JsonObject metadata = first(calls, serverDocuments(requireSecure(URI.create(issuer))))
                .filter(document -> document.getString("issuer", "").equals(issuer))
                .orElseThrow(() -> new CommandException(
                        ExitCode.UNREACHABLE, issuer + " has no metadata that bears its name (RFC 8414)"));
        return new AuthorizationServer(resource, scopes(protectedResource), issuer, metadata);
    }

    /** An endpoint of the document, if it has it. */
    Optional<URI> endpoint(String name) {
        return Optional.ofNullable(metadata.getString(name, null))
                .map(URI::create)
                .map(AuthorizationServer::requireSecure);
    }

    /** An endpoint that it must have. */
    URI required(String name) {
        return endpoint(name).orElseThrow(() -> new CommandException(ExitCode.UNREACHABLE, issuer + " has no " + name));
    }

    /** Tokens go over TLS, or stay on this machine. */
    static URI requireSecure(URI address) {
        if (!GatewayAddress.keepsSecrets(address)) {
            throw new CommandException(ExitCode.USAGE, address + " must begin with https://, or be on this machine");
        }
        return address;
    }

    private static List<URI> resourceDocuments(URI service, String challenge) {
        List<URI> documents = new ArrayList<>();
        Matcher named = RESOURCE_METADATA.matcher(challenge);
        if (named.find()) {
            documents.add(requireSecure(URI.create(named.group(1))));
        }
        documents.add(WellKnown.of(service, "oauth-protected-resource"));
        documents.add(service.resolve("/.well-known/oauth-protected-resource"));
        return documents;
    }

    private static List<URI> serverDocuments(URI issuer) {
        return List.of(
                WellKnown.authorizationServer(issuer),
                WellKnown.of(issuer, "openid-configuration"),
                issuer.resolve(WellKnown.path(issuer) + "/.well-known/openid-configuration"));
    }

    private static Optional<JsonObject> first(HttpCalls calls, List<URI> documents) throws InterruptedException {
        for (URI document : documents) {
            Optional<JsonObject> found = calls.document(document);
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    /**
     * Whether a server may say that it is this resource: itself, or what it is a part of; never another one, whose
     * token it could then collect (RFC 9728 s3.3).
     *
     * @param resource what its document names; empty when it names none
     * @param service where it was asked
     */
    public static boolean covers(String resource, URI service) {
        String named = resource.replaceFirst("/+$", "");
        return !named.isEmpty() && (service + "/").startsWith(named + "/");
    }

    private static Optional<String> scopes(JsonObject protectedResource) {
        return Optional.ofNullable(protectedResource.getJsonArray("scopes_supported"))
                .map(scopes -> String.join(
                        " ",
                        scopes.getValuesAs(JsonString.class).stream()
                                .map(JsonString::getString)
                                .toList()))
                .filter(scope -> !scope.isEmpty());
    }
}
