package org.mcpgateway.auth.support;

import static org.mcpgateway.auth.support.TestAuthorization.query;

import jakarta.json.JsonObject;
import java.net.URI;
import java.util.Map;
import org.mcpgateway.auth.support.TestClient.Answer;

/** A person who lets a test client in and signs in with one of several identity providers, step by step. */
public final class ProviderSignIn {

    private final AuthServer server;
    private final TestAuthorization authorization;
    private final TestBrowser browser = new TestBrowser();

    /** One by a new client. */
    public ProviderSignIn(AuthServer server) {
        this.server = server;
        this.authorization = TestAuthorization.of(server);
    }

    /** The page that asks for consent, with the chooser. */
    public Answer consentPage() {
        return browser.open(authorization.url());
    }

    /** Where the person is sent to sign in. */
    public Answer choose(String provider) {
        return browser.submit(
                consentPage(), server.issuer() + "/authorize", "decision", "approve", "provider", provider);
    }

    /** Where the provider, which lets everybody in without asking, sends the browser back to. */
    public URI signedIn(String provider) {
        Answer toProvider = choose(provider);
        Answer fromProvider = new TestBrowser().open(toProvider.header("Location"));
        if (fromProvider.status() != 302) {
            throw new AssertionError("the provider did not take the request: " + fromProvider.body());
        }
        return URI.create(fromProvider.header("Location"));
    }

    /** The same browser at an address of the gateway. */
    public Answer open(URI address) {
        return browser.open(address.toString());
    }

    /** The parameters that the client is called back with. */
    public Map<String, String> result(String provider) {
        return query(URI.create(open(signedIn(provider)).header("Location")));
    }

    /** The parameters that the client is called back with after the provider sent the browser to this address. */
    public Map<String, String> resultOf(URI callback) {
        return query(URI.create(open(callback).header("Location")));
    }

    /** The client's tokens after the whole sign-in. */
    public JsonObject tokens(String provider) {
        Map<String, String> result = result(provider);
        if (!result.containsKey("code")) {
            throw new AssertionError("no code but " + result);
        }
        return authorization.exchange(result.get("code")).json();
    }

    /** The answer to a refresh by the same client. */
    public Answer refresh(String refreshToken) {
        return authorization.refresh(refreshToken);
    }
}
