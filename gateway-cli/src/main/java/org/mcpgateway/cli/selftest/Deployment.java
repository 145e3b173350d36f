package org.mcpgateway.cli.selftest;

import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.mcpgateway.cli.CommandException;
import org.mcpgateway.cli.ExitCode;
import org.mcpgateway.cli.api.WellKnown;

/**
 * What is attacked.
 *
 * @param wire how
 * @param issuer the authorization server's identifier
 * @param metadata its document (RFC 8414)
 * @param service an MCP server behind it, if one is named
 * @param resource the identifier of that service (RFC 9728); the issuer's when there is none
 * @param token that opens the service, if there is one
 * @param guests the clients that the attacks register
 */
record Deployment(
        Wire wire,
        URI issuer,
        JsonObject metadata,
        Optional<URI> service,
        String resource,
        Optional<String> token,
        Guests guests) {

    private static final Pattern RESOURCE_METADATA = Pattern.compile("resource_metadata=\"([^\"]+)\"");

    /** A message that opens a session. */
    static final String INITIALIZE = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"initialize\",\"params\":{"
            + "\"protocolVersion\":\"2025-11-25\",\"capabilities\":{},"
            + "\"clientInfo\":{\"name\":\"gateway self-test\",\"version\":\"0.1.0\"}}}";

    /**
     * Finds it.
     *
     * @param address an MCP server, or the issuer
     * @throws CommandException UNREACHABLE when nobody answers, NOT_FOUND when there is no authorization server
     */
    static Deployment find(Wire wire, URI address) throws InterruptedException {
        Answer document = wire.get(WellKnown.authorizationServer(address));
        if (document.status() == 0) {
            throw new CommandException(ExitCode.UNREACHABLE, address + " does not answer: is the gateway up?");
        }
        String said = document.status() == 200 ? document.json().getString("issuer", "") : "";
        if (said.equals(address.toString()) || (WellKnown.path(address).isEmpty() && !said.isEmpty())) {
            return of(wire, address, document.json(), Optional.empty(), address.toString());
        }
        return ofService(wire, address);
    }

    /** The same with a token. */
    Deployment with(Optional<String> opened) {
        return new Deployment(wire, issuer, metadata, service, resource, opened, guests);
    }

    private static Deployment ofService(Wire wire, URI service) throws InterruptedException {
        Matcher named = RESOURCE_METADATA.matcher(wire.json(service, INITIALIZE).header("WWW-Authenticate"));
        if (!named.find()) {
            throw nothing(service);
        }
        JsonObject document = wire.get(URI.create(named.group(1))).json();
        if (!(document.get("authorization_servers") instanceof JsonArray servers)
                || servers.isEmpty()
                || !(servers.getFirst() instanceof JsonString server)) {
            throw nothing(service);
        }
        URI issuer = URI.create(server.getString());
        JsonObject metadata = wire.get(WellKnown.authorizationServer(issuer)).json();
        if (metadata.isEmpty()) {
            throw nothing(service);
        }
        return of(wire, issuer, metadata, Optional.of(service), document.getString("resource", service.toString()));
    }

    private static Deployment of(Wire wire, URI issuer, JsonObject metadata, Optional<URI> service, String resource) {
        Guests guests = new Guests(wire, endpoint(metadata, "registration_endpoint"));
        return new Deployment(wire, issuer, metadata, service, resource, Optional.empty(), guests);
    }

    Optional<URI> endpoint(String name) {
        return endpoint(metadata, name);
    }

    /** The strings of an array of the metadata. */
    List<String> list(String name) {
        return metadata.get(name) instanceof JsonArray array
                ? array.stream()
                        .filter(JsonString.class::isInstance)
                        .map(item -> ((JsonString) item).getString())
                        .toList()
                : List.of();
    }

    private static Optional<URI> endpoint(JsonObject metadata, String name) {
        try {
            return metadata.get(name) instanceof JsonString address
                    ? Optional.of(URI.create(address.getString()))
                    : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty(); // the check of addresses tells it
        }
    }

    private static CommandException nothing(URI address) {
        return new CommandException(
                ExitCode.NOT_FOUND,
                address + " is neither an issuer nor an MCP server that names one (RFC 8414, RFC 9728)");
    }
}
