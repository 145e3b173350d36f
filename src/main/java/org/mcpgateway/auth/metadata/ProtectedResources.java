package org.mcpgateway.auth.metadata;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.mcpgateway.auth.config.IssuerSettings;
import org.mcpgateway.auth.config.ResourceSettings;
import org.mcpgateway.auth.oauth.OAuthException;
import org.mcpgateway.auth.oauth.ResourceIndicator;

/** Every protected resource of this gateway, found by its indicator or by the address that a request asks for. */
@ApplicationScoped
public class ProtectedResources {

    private final Map<ResourceIndicator, ProtectedResource> byIndicator = new LinkedHashMap<>();
    private final ProtectedResource administration;
    private final boolean required;

    @Inject
    public ProtectedResources(ResourceSettings settings, IssuerSettings issuer) {
        this.required = settings.required();
        this.administration = new ProtectedResource(
                "administration",
                issuer.adminApi(),
                ResourceIndicator.parse(issuer.adminApi().toString()),
                metadataAddress(issuer.adminApi()));
        for (String service : settings.services()) {
            for (URI address : settings.addresses(service)) {
                ResourceIndicator indicator = ResourceIndicator.parse(address.toString());
                byIndicator.put(
                        indicator, new ProtectedResource(service, address, indicator, metadataAddress(address)));
            }
        }
    }

    /** The admin API: a token names it or does not open it, so it is not among those that belong to every service. */
    public ProtectedResource administration() {
        return administration;
    }

    /** All MCP services. */
    public List<ProtectedResource> all() {
        return List.copyOf(byIndicator.values());
    }

    /** Whether a request without {@code resource} is refused. */
    public boolean areRequired() {
        return required;
    }

    /**
     * The resource that a client names; the bare origin stands for the one service that lives there.
     *
     * @throws OAuthException invalid_target when it is none of this gateway's (RFC 8707 s2)
     */
    public ProtectedResource require(String resource) {
        ResourceIndicator indicator = ResourceIndicator.parse(resource);
        ProtectedResource exact = byIndicator.get(indicator);
        if (exact != null) {
            return exact;
        }
        if (indicator.equals(administration.indicator())) {
            return administration;
        }
        List<ProtectedResource> there = byIndicator.values().stream()
                .filter(candidate -> candidate.indicator().value().startsWith(indicator.value() + "/"))
                .toList();
        boolean isOrigin = indicator.value().indexOf('/', "https://".length()) < 0;
        if (isOrigin && there.size() == 1) {
            return there.getFirst();
        }
        throw OAuthException.invalidTarget("resource is not a service of this gateway");
    }

    /**
     * The resource that an address belongs to.
     *
     * @param authority host, and port if not the default, lower case
     * @param path of the request
     */
    public Optional<ProtectedResource> at(String authority, String path) {
        ProtectedResource longest = null;
        for (ProtectedResource candidate : byIndicator.values()) {
            String base = candidate.base();
            if (candidate.authority().equals(authority)
                    && (path.equals(base) || path.startsWith(base + "/"))
                    && (longest == null || base.length() > longest.base().length())) {
                longest = candidate;
            }
        }
        return Optional.ofNullable(longest);
    }

    static String authority(String canonical) {
        String rest = canonical.substring(canonical.indexOf("://") + 3);
        int slash = rest.indexOf('/');
        return slash < 0 ? rest : rest.substring(0, slash);
    }

    /** The well-known path goes between host and path (RFC 9728 s3.1). */
    private static URI metadataAddress(URI address) {
        return URI.create(address.getScheme() + "://" + address.getRawAuthority()
                + "/.well-known/oauth-protected-resource" + address.getRawPath());
    }
}
