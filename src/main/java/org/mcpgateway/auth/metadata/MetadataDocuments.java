package org.mcpgateway.auth.metadata;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.spi.JsonProvider;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.mcpgateway.auth.client.AuthenticationMethod;
import org.mcpgateway.auth.config.ClientDocumentSettings;
import org.mcpgateway.auth.config.ClientSettings;
import org.mcpgateway.auth.config.IssuerSettings;
import org.mcpgateway.auth.oauth.GrantType;
import org.mcpgateway.auth.oauth.Scope;

/** The documents as JSON in UTF-8, made once: a request only picks one. Nothing in them comes from a request. */
@ApplicationScoped
public class MetadataDocuments {

    private static final JsonProvider JSON = JsonProvider.provider();

    private final byte[] authorizationServer;
    private final Map<String, byte[]> byAddress = new LinkedHashMap<>();

    @Inject
    public MetadataDocuments(
            IssuerSettings issuer,
            ProtectedResources resources,
            ClientSettings clients,
            ClientDocumentSettings documents) {
        this.authorizationServer = authorizationServer(issuer, resources, clients, documents);
        for (ProtectedResource resource : resources.all()) {
            byte[] document = protectedResource(issuer, resource, Scope.MCP, "MCP service " + resource.service());
            byAddress.put(resource.authority() + resource.address().getRawPath(), document);
        }
        resources.all().stream()
                .map(ProtectedResource::authority)
                .distinct()
                .filter(authority -> resources.all().stream()
                                .filter(resource -> resource.authority().equals(authority))
                                .count()
                        == 1)
                .forEach(authority -> byAddress.put(
                        authority,
                        resources.all().stream()
                                .filter(resource -> resource.authority().equals(authority))
                                .map(resource -> byAddress.get(
                                        authority + resource.address().getRawPath()))
                                .findFirst()
                                .orElseThrow()));
        ProtectedResource administration = resources.administration();
        byAddress.put(
                administration.authority() + administration.address().getRawPath(),
                protectedResource(issuer, administration, Scope.ADMIN, "Administration of the gateway"));
    }

    /** The authorization server's document (RFC 8414 s2); not to be changed. */
    byte[] authorizationServer() {
        return authorizationServer;
    }

    /**
     * The document of a protected resource (RFC 9728 s2); not to be changed.
     *
     * @param authority host, and port if not the default, lower case
     * @param path of the resource, with or without a trailing slash; empty: the one service of that host
     */
    Optional<byte[]> protectedResource(String authority, String path) {
        String bare = path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
        return Optional.ofNullable(byAddress.get(authority + bare));
    }

    private static byte[] authorizationServer(
            IssuerSettings issuer,
            ProtectedResources resources,
            ClientSettings clients,
            ClientDocumentSettings documents) {
        JsonObjectBuilder document = JSON.createObjectBuilder()
                .add("issuer", issuer.identifier().toString())
                .add("authorization_endpoint", issuer.at("/authorize").toString())
                .add("token_endpoint", issuer.at("/token").toString())
                .add("jwks_uri", issuer.at("/jwks").toString())
                .add("response_types_supported", array(List.of("code")))
                .add("response_modes_supported", array(List.of("query")))
                .add("grant_types_supported", array(grantTypes(clients)))
                .add("scopes_supported", array(List.of(Scope.MCP, "offline_access")))
                .add("token_endpoint_auth_methods_supported", array(authenticationMethods()))
                .add(
                        "device_authorization_endpoint",
                        issuer.at("/device_authorization").toString())
                .add("revocation_endpoint", issuer.at("/revoke").toString())
                .add("revocation_endpoint_auth_methods_supported", array(authenticationMethods()))
                .add("introspection_endpoint", issuer.at("/introspect").toString())
                .add(
                        "introspection_endpoint_auth_methods_supported",
                        array(List.of("client_secret_basic", "client_secret_post")))
                .add("code_challenge_methods_supported", array(List.of("S256")))
                .add("authorization_response_iss_parameter_supported", true)
                .add("client_id_metadata_document_supported", documents.enabled())
                .add("protected_resources", array(canonical(resources)));
        if (clients.access() != ClientSettings.RegistrationAccess.CLOSED) {
            document.add("registration_endpoint", issuer.at("/register").toString());
        }
        return document.build().toString().getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] protectedResource(
            IssuerSettings issuer, ProtectedResource resource, String scope, String name) {
        JsonObjectBuilder document = JSON.createObjectBuilder()
                .add("resource", resource.address().toString())
                .add("authorization_servers", array(List.of(issuer.identifier().toString())))
                .add("scopes_supported", array(List.of(scope)))
                .add("bearer_methods_supported", array(List.of("header")))
                .add("resource_name", name);
        return document.build().toString().getBytes(StandardCharsets.UTF_8);
    }

    /** One address of each service: the first of its patterns (RFC 9728 s4). */
    private static Collection<String> canonical(ProtectedResources resources) {
        Map<String, String> byService = new LinkedHashMap<>();
        resources
                .all()
                .forEach(resource -> byService.putIfAbsent(
                        resource.service(), resource.address().toString()));
        return byService.values();
    }

    private static List<String> grantTypes(ClientSettings clients) {
        List<String> grantTypes = new ArrayList<>(List.of(
                GrantType.AUTHORIZATION_CODE.wireName(),
                GrantType.REFRESH_TOKEN.wireName(),
                GrantType.DEVICE_CODE.wireName()));
        if (!clients.machineClients().isEmpty()) {
            grantTypes.add(GrantType.CLIENT_CREDENTIALS.wireName());
        }
        return grantTypes;
    }

    private static List<String> authenticationMethods() {
        return Arrays.stream(AuthenticationMethod.values())
                .map(AuthenticationMethod::wireName)
                .toList();
    }

    private static JsonArrayBuilder array(Collection<String> values) {
        JsonArrayBuilder array = JSON.createArrayBuilder();
        values.forEach(array::add);
        return array;
    }
}
