package org.mcpgateway.auth.metadata;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.mcpgateway.auth.http.RequestAddress;
import org.mcpgateway.auth.oauth.OAuthError;
import org.mcpgateway.auth.oauth.OAuthException;

/** The well-known documents, on every host and with every path suffix that clients try (RFC 8414 s3, RFC 9728 s3). */
@Path(".well-known")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
public class MetadataResource {

    private final MetadataDocuments documents;
    private final RequestAddress address;

    /** Never runs: RESTEasy looks for it before it lets CDI make the object. */
    public MetadataResource() {
        throw new IllegalStateException("made by CDI only");
    }

    @Inject
    MetadataResource(MetadataDocuments documents, RequestAddress address) {
        this.documents = documents;
        this.address = address;
    }

    /** The authorization server's document (RFC 8414 s3.2). */
    @GET
    @Path("oauth-authorization-server{suffix: (/.*)?}")
    public Response authorizationServer() {
        return cacheable(documents.authorizationServer());
    }

    /** The same where OpenID Connect looks for it (RFC 8414 s5). */
    @GET
    @Path("openid-configuration{suffix: (/.*)?}")
    public Response openidConfiguration() {
        return cacheable(documents.authorizationServer());
    }

    /**
     * The document of the protected resource at this host and path (RFC 9728 s3.2).
     *
     * @param suffix the path of the resource; empty for the one service of the host
     */
    @GET
    @Path("oauth-protected-resource{suffix: (/.*)?}")
    public Response protectedResource(@PathParam("suffix") String suffix) {
        return documents
                .protectedResource(address.authority(), suffix)
                .map(MetadataResource::cacheable)
                .orElseThrow(() -> OAuthException.of(OAuthError.NOT_FOUND, "no protected resource has this address"));
    }

    private static Response cacheable(String document) {
        return Response.ok(document)
                .header(HttpHeaders.CACHE_CONTROL, "public, max-age=300")
                .build();
    }
}
