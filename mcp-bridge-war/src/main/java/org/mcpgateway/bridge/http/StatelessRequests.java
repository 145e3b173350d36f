package org.mcpgateway.bridge.http;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Pattern;
import org.mcpgateway.bridge.catalogue.Service;
import org.mcpgateway.bridge.config.BridgeConfig;
import org.mcpgateway.bridge.era.EraSettings;
import org.mcpgateway.bridge.era.ServerKey;
import org.mcpgateway.bridge.era.ServerOpener;
import org.mcpgateway.bridge.era.StatelessEndpoint;
import org.mcpgateway.bridge.jsonrpc.JsonRpcError;
import org.mcpgateway.bridge.jsonrpc.JsonRpcMessage;
import org.mcpgateway.bridge.jsonrpc.RawJson;
import org.mcpgateway.bridge.launch.ServerLinks;
import org.mcpgateway.bridge.server.Caller;
import org.mcpgateway.bridge.server.ServerBusyException;
import org.mcpgateway.bridge.server.ServerUnavailableException;
import org.mcpgateway.bridge.vault.MissingSecretException;

/** The stateless era (MCP 2026-07-28): each request stands for itself, and waits on a virtual thread of its own. */
@ApplicationScoped
public class StatelessRequests {

    private static final System.Logger LOG = System.getLogger(StatelessRequests.class.getName());
    private static final String REVISION = "2026-07-28";
    private static final Pattern DATE = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}");
    private static final String CLAIM = "io.modelcontextprotocol/protocolVersion";

    /** A child that ignores the end of its input and SIGTERM is gone after three. */
    private static final long FAREWELL_SECONDS = 4;

    private final ServerLinks links;
    private final Principal principals;
    private final StatelessPlacement placement;
    private final StatelessEndpoint endpoint;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    @Inject
    public StatelessRequests(
            ServerLinks links, Principal principals, StatelessPlacement placement, BridgeConfig.LimitSettings limits) {
        this.links = links;
        this.principals = principals;
        this.placement = placement;
        this.endpoint = new StatelessEndpoint(EraSettings.of(limits.idle(), limits.sessionsPerService()));
    }

    /** Calls under way hear that their server is gone, and tell their clients. */
    @PreDestroy
    void stop() {
        endpoint.close();
        Farewell.to(threads, FAREWELL_SECONDS, LOG, "stateless-requests-cut");
    }

    /**
     * Whether the message is of the stateless era: its body claims it, or it claims nothing and the header does. Never
     * by {@code Mcp-Method}, which clients of the other era send as well.
     */
    static boolean claims(RawJson json, HttpServletRequest request) {
        if (json.path("params", "_meta", CLAIM).isPresent()) {
            return true;
        }
        String version = request.getHeader("MCP-Protocol-Version");
        boolean announced = version != null
                && version.compareTo(REVISION) >= 0
                && DATE.matcher(version).matches();
        return announced && json.isObject() && json.member("method").isPresent();
    }

    /** Answers one message, after the servlet has returned: here, or by the replica that serves this user. */
    public void post(Service service, byte[] body, HttpServletRequest request, HttpServletResponse response) {
        ServerKey key = new ServerKey(service.name(), principals.of(request), service.hashCode());
        Caller caller = principals.caller(request);
        ServerOpener opener = listener -> links.openShared(service, caller, listener);
        AsyncResponse answer = AsyncResponse.start(request, response);
        ServletExchange exchange = new ServletExchange(request, answer, MessageSpans.call(request));
        threads.execute(placement.of(key, request, body, answer, () -> serve(key, opener, exchange, answer, body)));
    }

    private void serve(
            ServerKey key, ServerOpener opener, ServletExchange exchange, AsyncResponse answer, byte[] body) {
        try {
            endpoint.serve(key, opener, exchange, body);
        } catch (ServerBusyException e) {
            answer.retryAfter(e.retryAfterSeconds());
            fail(answer, 503, body, String.valueOf(e.getMessage()));
        } catch (MissingSecretException e) {
            fail(answer, 200, body, String.valueOf(e.getMessage()));
        } catch (ServerUnavailableException e) {
            fail(answer, 502, body, String.valueOf(e.getMessage()));
        } catch (IOException e) {
            LOG.log(System.Logger.Level.DEBUG, "event=client-gone service={0}", key.service());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.ERROR, "event=stateless-request-failed service=" + key.service(), e);
            fail(answer, 500, body, "the bridge failed");
        } finally {
            answer.end();
        }
    }

    private static void fail(AsyncResponse answer, int status, byte[] body, String reason) {
        try {
            Optional<RawJson> id = JsonRpcMessage.parse(body) instanceof JsonRpcMessage.Request request
                    ? Optional.of(request.id())
                    : Optional.empty();
            answer.json(status, JsonRpcError.message(id.orElse(null), JsonRpcError.INTERNAL_ERROR, reason));
        } catch (IOException | RuntimeException e) {
            LOG.log(System.Logger.Level.DEBUG, "event=failure-not-told", e);
        }
    }
}
