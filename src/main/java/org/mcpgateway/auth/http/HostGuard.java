package org.mcpgateway.auth.http;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.mcpgateway.auth.config.AdminSettings;
import org.mcpgateway.auth.config.IssuerSettings;
import org.mcpgateway.auth.config.ResourceSettings;
import org.mcpgateway.auth.oauth.OAuthError;
import org.mcpgateway.auth.oauth.OAuthException;
import org.mcpgateway.auth.oauth.ResourceIndicator;

/**
 * Which host names this server answers for: the issuer's and those of its services. A page that makes its own name lead
 * here (DNS rebinding) is told nothing. Whoever asks for public documents, or proves itself by a credential that no
 * browser sends by itself, may use any name; so may the proxy that asks {@code /verify}, and whoever collects metrics,
 * of which only the address counts.
 */
@ApplicationScoped
public class HostGuard {

    private static final List<String> ANY_HOST =
            List.of("/verify", "/.well-known/", "/jwks", "/introspect", "/monitoring/");
    private static final List<String> LOOPBACK_NAMES = List.of("127.0.0.1", "localhost", "[::1]");

    private static final String ADMIN = "/admin";

    private final Set<String> authorities = new HashSet<>();
    private final Set<String> adminAuthorities;

    @Inject
    public HostGuard(IssuerSettings issuer, ResourceSettings resources, AdminSettings admin) {
        authorities.add(authority(issuer.identifier().toString()));
        resources.services().stream()
                .flatMap(service -> resources.addresses(service).stream())
                .forEach(address -> authorities.add(authority(address.toString())));
        if (issuer.isLoopback()) {
            int port = issuer.identifier().getPort();
            LOOPBACK_NAMES.forEach(name -> authorities.add(port < 0 ? name : name + ":" + port));
        }
        adminAuthorities = admin.hosts().isEmpty() ? administrationAt(issuer) : Set.copyOf(admin.hosts());
    }

    /** Whether a request for this path may come under this name. */
    public boolean answersFor(String path, String authority) {
        return authorities.contains(authority)
                || ANY_HOST.stream().anyMatch(path::startsWith)
                || (isOfAdministration(path) && isForAdministration(authority));
    }

    /** Whether the admin API and pages answer under this name; they have fewer than the rest. */
    public boolean isForAdministration(String authority) {
        return adminAuthorities.contains(authority);
    }

    /**
     * Answers elsewhere as if there were nothing.
     *
     * @throws OAuthException not_found
     */
    public void requireAdministration(String authority) {
        if (!isForAdministration(authority)) {
            throw OAuthException.of(OAuthError.NOT_FOUND, "there is nothing under this address");
        }
    }

    private static boolean isOfAdministration(String path) {
        return path.equals(ADMIN) || path.startsWith(ADMIN + "/");
    }

    /** The issuer's own name, and the other spellings of loopback. */
    private Set<String> administrationAt(IssuerSettings issuer) {
        String own = authority(issuer.identifier().toString());
        return authorities.stream()
                .filter(name -> name.equals(own) || (issuer.isLoopback() && isLoopback(name)))
                .collect(Collectors.toUnmodifiableSet());
    }

    private static boolean isLoopback(String authority) {
        return LOOPBACK_NAMES.stream().anyMatch(name -> authority.equals(name) || authority.startsWith(name + ":"));
    }

    /** Whether the origin is one of this server's own names. */
    public boolean isOwnOrigin(String origin) {
        int scheme = origin.indexOf("://");
        return scheme > 0 && authorities.contains(origin.substring(scheme + 3));
    }

    private static String authority(String address) {
        String canonical = ResourceIndicator.parse(address).value();
        String rest = canonical.substring(canonical.indexOf("://") + 3);
        int slash = rest.indexOf('/');
        return slash < 0 ? rest : rest.substring(0, slash);
    }
}
