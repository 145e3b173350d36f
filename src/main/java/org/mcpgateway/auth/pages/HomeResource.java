package org.mcpgateway.auth.pages;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.mcpgateway.auth.metadata.ProtectedResource;
import org.mcpgateway.auth.metadata.ProtectedResources;
import org.mcpgateway.auth.oauth.OAuthError;
import org.mcpgateway.auth.oauth.OAuthException;

/** The pages that nobody is sent to by the protocol: what this is, that it worked, that it did not. */
@Path("")
@RequestScoped
@Produces(MediaType.TEXT_HTML)
public class HomeResource {

    private static final Pattern CODE = Pattern.compile("[A-Za-z0-9_-]{43}");

    private final ProtectedResources resources;

    /** Never runs: RESTEasy looks for it before it lets CDI make the object. */
    public HomeResource() {
        throw new IllegalStateException("made by CDI only");
    }

    @Inject
    HomeResource(ProtectedResources resources) {
        this.resources = resources;
    }

    /** What this is, which services there are and how to connect. */
    @GET
    public Page home() {
        return Page.of(
                "home",
                Map.of(
                        "services",
                        resources.all().stream().map(HomeResource::row).toList()));
    }

    /** The end of a flow without an address to go back to; shows the code to be copied, or what went wrong. */
    @GET
    @Path("success")
    public Response success(@QueryParam("code") @Nullable String code, @QueryParam("error") @Nullable String error) {
        if (error != null) {
            return error(error);
        }
        String shown = code != null && CODE.matcher(code).matches() ? code : "";
        return Response.ok(Page.of("success", Map.of("code", shown))).build();
    }

    /** What went wrong, in this server's own words: nothing that the address says is shown. */
    @GET
    @Path("error")
    public Response error(@QueryParam("error") @Nullable String error) {
        boolean refused = OAuthError.ACCESS_DENIED.code().equals(error);
        return ErrorPage.of(
                refused
                        ? OAuthException.accessDenied("The access was refused.")
                        : OAuthException.invalidRequest(
                                "The sign-in did not come to its end. Start again from the application."));
    }

    private static Map<String, String> row(ProtectedResource resource) {
        return Map.of("name", resource.service(), "address", resource.address().toString());
    }
}
