package org.mcpgateway.cli.doctor;

import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.mcpgateway.cli.compose.Settings;

/**
 * One OpenID Connect provider of the settings.
 *
 * @param settings of the deployment
 * @param probe asks it
 * @param name as {@code OIDC_PROVIDERS} has it
 */
record OpenIdProvider(Settings settings, ProviderProbe probe, String name) {

    void look(List<Finding> findings) throws InterruptedException {
        Optional<String> issuer = settings.find(key("ISSUER"));
        if (issuer.isEmpty() || settings.find(key("CLIENT_ID")).isEmpty()) {
            findings.add(Finding.fault(
                    check(),
                    key("ISSUER") + " or " + key("CLIENT_ID") + " is not set",
                    "set both, as your provider says"));
            return;
        }
        URI document = URI.create(issuer.get().replaceFirst("/$", "") + "/.well-known/openid-configuration");
        HttpResponse<String> answer = probe.get(document);
        probe.clock(answer).ifPresent(findings::add);
        JsonObject metadata = ProviderProbe.json(answer.body());
        String token = metadata.getString("token_endpoint", "");
        if (!metadata.getString("issuer", "").equals(issuer.get()) || token.isEmpty()) {
            findings.add(Finding.fault(
                    check(),
                    document + " is not the document of that issuer",
                    "set " + key("ISSUER") + " byte for byte as the provider's discovery document says it"));
            return;
        }
        findings.add(credentials(URI.create(token), takesBasic(metadata)));
    }

    /** As the gateway decides it; a document without a list means it (Discovery s3). */
    private static boolean takesBasic(JsonObject metadata) {
        return !(metadata.get("token_endpoint_auth_methods_supported") instanceof JsonArray methods)
                || methods.isEmpty()
                || methods.contains(Json.createValue("client_secret_basic"));
    }

    private Finding credentials(URI token, boolean basic) throws InterruptedException {
        Optional<String> secret = new NamedFiles(settings).secret(key("CLIENT_SECRET"));
        if (secret.isEmpty()) {
            return Finding.unknown(
                    check(),
                    "neither " + key("CLIENT_SECRET") + " nor a file of it is set",
                    "set it, as the provider says");
        }
        String id = settings.require(key("CLIENT_ID"), "");
        Map<String, String> form = new HashMap<>(Map.of(
                "grant_type",
                "authorization_code",
                "code",
                ProviderProbe.NEVER_GIVEN,
                "redirect_uri",
                gateway() + "/callback/" + name));
        if (!basic) {
            form.putAll(Map.of("client_id", id, "client_secret", secret.get()));
        }
        HttpResponse<String> answer = basic ? probe.redeem(token, form, id, secret.get()) : probe.redeem(token, form);
        return switch (ProviderProbe.error(answer)) {
            case "invalid_grant", "invalid_request" -> Finding.ok(check(), "the provider accepts the credentials");
            case "invalid_client", "unauthorized_client" ->
                Finding.fault(
                        check(),
                        "the provider does not accept " + key("CLIENT_ID") + " with its secret",
                        "copy both from the provider's page of this client");
            default -> ProviderProbe.notUnderstood(check(), token, answer);
        };
    }

    private String gateway() {
        return settings.find("GATEWAY_ISSUER")
                .orElse("https://auth." + settings.find("BASE_DOMAIN").orElse(""));
    }

    private String check() {
        return "oidc " + name;
    }

    private String key(String rest) {
        return "OIDC_" + name.toUpperCase(Locale.ROOT).replace('-', '_') + "_" + rest;
    }
}
