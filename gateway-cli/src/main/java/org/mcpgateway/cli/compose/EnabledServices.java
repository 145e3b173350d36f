package org.mcpgateway.cli.compose;

import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Which services there are, and which of them are on: {@code MCP_<NAME>_ENABLED}. A shell, a browser and a server that
 * reads any address from here, for everybody who may sign in, are on only where somebody says so.
 */
public final class EnabledServices {

    private static final Map<String, Boolean> KNOWN = Map.of(
            "everything", true,
            "fetch", false,
            "fetchs", true,
            "filesystem", true,
            "memory", true,
            "playwright", false,
            "sequentialthinking", true,
            "time", true,
            "tmux", false);
    private static final Pattern KEY = Pattern.compile("MCP_([A-Z0-9_]+)_ENABLED");
    private static final String OF_THE_TESTS = "_TESTS";

    private final SortedMap<String, Boolean> states = new TreeMap<>(KNOWN);

    /**
     * Reads the switches.
     *
     * @throws org.mcpgateway.cli.CommandException when one is neither on nor off, or all are off
     */
    public EnabledServices(Settings settings) {
        for (String key : settings.values().keySet()) {
            Matcher matcher = KEY.matcher(key);
            if (matcher.matches() && !matcher.group(1).endsWith(OF_THE_TESTS)) {
                String name = matcher.group(1).toLowerCase(Locale.ROOT).replace("_", "");
                states.put(name, settings.isOn(key, states.getOrDefault(name, false)));
            }
        }
        if (names().isEmpty()) {
            throw settings.malformed("MCP_*_ENABLED", "must be true for one service at least");
        }
    }

    /** Those that come with the gateway. */
    static SortedSet<String> known() {
        return new TreeSet<>(KNOWN.keySet());
    }

    /** The switch of a service. */
    static String key(String name) {
        return "MCP_" + name.toUpperCase(Locale.ROOT) + "_ENABLED";
    }

    /** The names of those that are on. */
    public SortedSet<String> names() {
        return withState(true);
    }

    /** The host names of a deployment: the authorization server's, then one for each service that is on. */
    public Stream<String> hosts(String domain) {
        return Stream.concat(Stream.of("auth"), names().stream()).map(name -> name + "." + domain);
    }

    /** The names of those that are off. */
    SortedSet<String> disabled() {
        return withState(false);
    }

    private SortedSet<String> withState(boolean state) {
        SortedSet<String> names = new TreeSet<>(states.keySet());
        names.removeIf(name -> states.getOrDefault(name, false) != state);
        return names;
    }
}
