package org.mcpgateway.bridge.fetch;

import crawlercommons.robots.BaseRobotRules;
import crawlercommons.robots.SimpleRobotRules;
import crawlercommons.robots.SimpleRobotRulesParser;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What sites let programs read (RFC 9309): no file allows everything, a server that fails allows nothing. */
final class Robots {

    private static final int MOST_SITES = 500;
    private static final int MOST_REDIRECTS = 5;

    private final WebReader web;
    private final String product;
    private final SimpleRobotRulesParser parser = new SimpleRobotRulesParser();
    private final Map<String, BaseRobotRules> sites = Collections.synchronizedMap(new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, BaseRobotRules> eldest) {
            return size() > MOST_SITES;
        }
    });

    /** @param userAgent whose product name, before the slash, the rules are read for */
    Robots(WebReader web, String userAgent) {
        this.web = web;
        this.product = userAgent.split("/", 2)[0];
    }

    /**
     * Refuses what the site's robots.txt forbids.
     *
     * @throws FetchException when it does, or when it cannot be told
     */
    void requireAllowed(URI address) throws FetchException {
        String site = address.getScheme() + "://" + address.getRawAuthority();
        BaseRobotRules rules = sites.get(site);
        if (rules == null) {
            rules = read(site);
            sites.put(site, rules);
        }
        if (!rules.isAllowed(address.toString())) {
            throw new FetchException("The robots.txt of " + site + " does not let programs read this page. "
                    + "The user can fetch it with the fetch prompt.");
        }
    }

    private BaseRobotRules read(String site) throws FetchException {
        URI file = URI.create(site + "/robots.txt");
        for (int hop = 0; hop <= MOST_REDIRECTS; hop++) {
            switch (web.probe(file)) {
                case WebReader.Answer.Found found -> {
                    byte[] text = found.document().text().getBytes(StandardCharsets.UTF_8);
                    return parser.parseContent(file.toString(), text, "text/plain", List.of(product));
                }
                case WebReader.Answer.Redirect redirect -> file = file.resolve(redirect.location());
                case WebReader.Answer.Failed failed -> {
                    return new SimpleRobotRules(
                            failed.status() >= 500
                                    ? SimpleRobotRules.RobotRulesMode.ALLOW_NONE
                                    : SimpleRobotRules.RobotRulesMode.ALLOW_ALL);
                }
            }
        }
        return new SimpleRobotRules(SimpleRobotRules.RobotRulesMode.ALLOW_ALL);
    }
}
