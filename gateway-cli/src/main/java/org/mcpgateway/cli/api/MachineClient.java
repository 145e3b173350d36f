package org.mcpgateway.cli.api;

import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.mcpgateway.cli.CommandException;
import org.mcpgateway.cli.ExitCode;

/**
 * A client that needs no person (RFC 6749 s4.4).
 *
 * @param id its identifier
 * @param secret its secret
 */
public record MachineClient(String id, String secret) {

    /** That of {@code GATEWAY_CLIENT_ID} and {@code GATEWAY_CLIENT_SECRET}; throws UNAUTHORIZED for half of it. */
    public static Optional<MachineClient> named(OperatorSettings settings) {
        return settings.find("GATEWAY_CLIENT_ID")
                .map(id -> new MachineClient(
                        id,
                        settings.find("GATEWAY_CLIENT_SECRET")
                                .orElseThrow(() -> new CommandException(
                                        ExitCode.UNAUTHORIZED,
                                        "GATEWAY_CLIENT_ID is set, but not GATEWAY_CLIENT_SECRET"))));
    }

    /** What the token endpoint answers it. */
    public HttpResponse<String> ask(HttpCalls calls, URI tokenEndpoint, Map<String, String> parameters)
            throws InterruptedException {
        Map<String, String> form = new LinkedHashMap<>(parameters);
        form.put("grant_type", "client_credentials");
        String pair = encode(id) + ":" + encode(secret);
        return calls.form(
                tokenEndpoint,
                form,
                "Authorization",
                "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8)));
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return id;
    }
}
