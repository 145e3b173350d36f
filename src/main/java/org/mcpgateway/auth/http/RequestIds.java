package org.mcpgateway.auth.http;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;
import org.mcpgateway.auth.oauth.RandomTokens;

/**
 * The id by which one request is found in the log of every layer. A trusted proxy's is kept; else it is made here, of a
 * random beginning for this replica and a number, because {@code /verify} needs one for every request of every service.
 */
@ApplicationScoped
public class RequestIds {

    /** The header that carries it, both ways. */
    static final String HEADER = "X-Request-Id";

    private static final int BEGINNING = 10;
    private static final Pattern ACCEPTABLE = Pattern.compile("[A-Za-z0-9._-]{1,64}");

    private final TrustedProxies proxies;
    private final String beginning;
    private final AtomicLong numbers = new AtomicLong();

    @Inject
    RequestIds(TrustedProxies proxies, RandomTokens random) {
        this.proxies = proxies;
        this.beginning = random.identifier().substring(0, BEGINNING) + "-";
    }

    /** The id that a trusted proxy sent, where it is one; a new one otherwise. */
    public String of(HttpServletRequest request) {
        String sent = request.getHeader(HEADER);
        return sent != null && ACCEPTABLE.matcher(sent).matches() && proxies.contains(request.getRemoteAddr())
                ? sent
                : beginning + Long.toString(numbers.incrementAndGet(), Character.MAX_RADIX);
    }
}
