package org.mcpgateway.bridge.fetch;

import crawlercommons.robots.BaseRobotRules;
import crawlercommons.robots.SimpleRobotRules;
import crawlercommons.robots.SimpleRobotRules.RobotRulesMode;
import crawlercommons.robots.SimpleRobotRulesParser;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What sites let programs read (RFC 9309): no file allows everything; a server that fails, or wants a sign-in for the
 * file, allows nothing. Rules are kept for an hour, what came of a failure for a minute.
 */
final class Robots {

    private static final int MOST_SITES = 500;
    private static final int MOST_REDIRECTS = 5;
    private static final Duration KEPT = Duration.ofHours(1);
    private static final Duration KEPT_FAILURE = Duration.ofMinutes(1);

    private final WebReader web;
    private final String product;
    private final SimpleRobotRulesParser parser = new SimpleRobotRulesParser();
    private final Map<String, Site> sites = Collections.synchronizedMap(new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Site> eldest) {
            return size() > MOST_SITES;
        }
    });

    /** @param userAgent whose product name, before the slash, the rules are read for */
    Robots(WebReader web, String userAgent) {
        this.web = web;
        this.product = userAgent.split("/", 2)[0].toLowerCase(Locale.ROOT);
    }

    /**
     * Refuses what the site's robots.txt forbids.
     *
     * @throws FetchException when it does, or when it cannot be told
     */
    void requireAllowed(URI address) throws FetchException {
        String name = address.getScheme() + "://" + address.getRawAuthority();
        Site site = sites.get(name);
        if (site == null || System.nanoTime() - site.readAt() > site.kept().toNanos()) {
            site = read(name);
            sites.put(name, site);
        }
        if (!site.rules().isAllowed(address.toString())) {
            throw new FetchException("The robots.txt of " + name + " does not let programs read this page. "
                    + "The user can fetch it with the fetch prompt.");
        }
    }

    private Site read(String name) throws FetchException {
        URI file = URI.create(name + "/robots.txt");
        for (int hop = 0; hop <= MOST_REDIRECTS; hop++) {
            switch (probe(file)) {
                case WebReader.Answer.Found found -> {
                    byte[] text = found.document().text().getBytes(StandardCharsets.UTF_8);
                    return site(parser.parseContent(file.toString(), text, "text/plain", List.of(product)), KEPT);
                }
                case WebReader.Answer.Redirect redirect ->
                    file = WebReader.checked(file.resolve(redirect.location()).toString());
                case WebReader.Answer.Failed failed -> {
                    return failed.status() >= 500 || failed.status() == 401 || failed.status() == 403
                            ? site(new SimpleRobotRules(RobotRulesMode.ALLOW_NONE), KEPT_FAILURE)
                            : site(new SimpleRobotRules(RobotRulesMode.ALLOW_ALL), KEPT);
                }
            }
        }
        return site(new SimpleRobotRules(RobotRulesMode.ALLOW_ALL), KEPT);
    }

    private WebReader.Answer probe(URI file) throws FetchException {
        try {
            return web.probe(file);
        } catch (FetchException e) {
            throw new FetchException("The robots.txt of the site cannot be read, so the page is not: " + e.problem());
        }
    }

    private static Site site(BaseRobotRules rules, Duration kept) {
        return new Site(rules, System.nanoTime(), kept);
    }

    private record Site(BaseRobotRules rules, long readAt, Duration kept) {}
}
