package org.mcpgateway.auth.config;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * Reads typed values by their key, with messages that name the key and say what it should be. A key {@code NAME} may
 * also be given as {@code NAME_FILE}, the path of a file that holds the value (container secrets).
 */
final class ConfigReader {

    private static final int SHORTEST_SECRET = 32;

    /**
     * Labels of a host name, the last of which begins with a letter: what a URI takes for a name and not an address.
     */
    private static final Pattern DOMAIN =
            Pattern.compile("(?i)(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\\.)*[a-z](?:[a-z0-9-]*[a-z0-9])?(?::[0-9]{1,5})?");

    private final Function<String, Optional<String>> source;

    /** @param source looks a key up; empty when it is not set or blank */
    ConfigReader(Function<String, Optional<String>> source) {
        this.source = source;
    }

    Optional<String> text(String key) {
        Optional<String> direct = source.apply(key).map(String::strip).filter(value -> !value.isEmpty());
        return direct.isPresent() ? direct : source.apply(key + "_FILE").map(file -> contents(key, file));
    }

    String text(String key, String otherwise) {
        return text(key).orElse(otherwise);
    }

    Optional<Secret> secret(String key) {
        return text(key).map(Secret::new);
    }

    boolean flag(String key, boolean otherwise) {
        return text(key)
                .map(value -> switch (value.toLowerCase(Locale.ROOT)) {
                    case "true", "yes", "on", "1" -> true;
                    case "false", "no", "off", "0" -> false;
                    default -> throw new InvalidConfigurationException(key, "must be true or false");
                })
                .orElse(otherwise);
    }

    int number(String key, int otherwise, int smallest, int largest) {
        return text(key)
                .map(value -> {
                    int number;
                    try {
                        number = Integer.parseInt(value);
                    } catch (NumberFormatException e) {
                        throw new InvalidConfigurationException(key, "must be a whole number");
                    }
                    if (number < smallest || number > largest) {
                        throw new InvalidConfigurationException(
                                key, "must lie between " + smallest + " and " + largest);
                    }
                    return number;
                })
                .orElse(otherwise);
    }

    /** A duration in whole seconds; 0 is kept as {@link Duration#ZERO}. */
    Duration seconds(String key, Duration otherwise, Duration smallest) {
        return Duration.ofSeconds(number(
                key, Math.toIntExact(otherwise.toSeconds()), Math.toIntExact(smallest.toSeconds()), Integer.MAX_VALUE));
    }

    /** An absolute URI without fragment and of one of the schemes. */
    Optional<URI> uri(String key, String... schemes) {
        return text(key).map(value -> parsed(key, value, schemes));
    }

    /** Such URIs, separated by commas. */
    List<URI> uris(String key, String... schemes) {
        return list(key).stream().map(value -> parsed(key, value, schemes)).toList();
    }

    /** The name of a domain, perhaps with a port, to put names of hosts in front of. */
    Optional<String> domain(String key) {
        return text(key).map(value -> {
            if (!DOMAIN.matcher(value).matches()) {
                throw new InvalidConfigurationException(
                        key, "must be the name of a domain alone, as gateway.example.com");
            }
            return value;
        });
    }

    /** The text as such a URI. */
    static URI parsed(String key, String value, String... schemes) {
        try {
            URI uri = new URI(value);
            if (uri.getScheme() == null
                    || !Arrays.asList(schemes).contains(uri.getScheme().toLowerCase(Locale.ROOT))
                    || uri.getHost() == null
                    || uri.getRawFragment() != null) {
                throw new InvalidConfigurationException(
                        key, "must be an absolute URI that begins with " + String.join(":// or ", schemes) + "://");
            }
            return uri;
        } catch (URISyntaxException e) {
            throw new InvalidConfigurationException(key, "is not a URI");
        }
    }

    /** The items of a comma-separated list, stripped, empty ones left out. */
    List<String> list(String key) {
        return text(key).stream()
                .flatMap(value -> Arrays.stream(value.split(",")))
                .map(String::strip)
                .filter(item -> !item.isEmpty())
                .toList();
    }

    /** These texts as addresses and CIDR ranges. */
    List<AddressRange> ranges(String key, List<String> texts) {
        return texts.stream()
                .map(text -> AddressRange.parse(text)
                        .orElseThrow(() -> new InvalidConfigurationException(
                                key, "must hold addresses or CIDR ranges, not: " + text)))
                .toList();
    }

    /** Names with their secrets: {@code name:secret,name:secret}. */
    Map<String, Secret> secrets(String key) {
        Map<String, Secret> secrets = new LinkedHashMap<>();
        for (String item : list(key)) {
            int colon = item.indexOf(':');
            if (colon < 1 || item.length() - colon - 1 < SHORTEST_SECRET) {
                throw new InvalidConfigurationException(
                        key, "must be name:secret pairs, each secret of at least " + SHORTEST_SECRET + " characters");
            }
            String name = item.substring(0, colon);
            if (secrets.putIfAbsent(name, new Secret(item.substring(colon + 1))) != null) {
                throw new InvalidConfigurationException(key, "must name each client once, and names twice: " + name);
            }
        }
        return Collections.unmodifiableMap(secrets);
    }

    <E extends Enum<E>> E choice(String key, Class<E> type, E otherwise) {
        return text(key)
                .map(value -> Arrays.stream(type.getEnumConstants())
                        .filter(constant -> constant.name().equalsIgnoreCase(value))
                        .findFirst()
                        .orElseThrow(() -> new InvalidConfigurationException(
                                key,
                                "must be one of "
                                        + String.join(
                                                ", ",
                                                Arrays.stream(type.getEnumConstants())
                                                        .map(Enum::name)
                                                        .toList()))))
                .orElse(otherwise);
    }

    private static String contents(String key, String file) {
        String value;
        try {
            value = Files.readString(Path.of(file)).strip();
        } catch (IOException e) {
            throw new InvalidConfigurationException(
                    key + "_FILE", "must be the path of a file that can be read, not the value itself");
        }
        if (value.isEmpty()) {
            throw new InvalidConfigurationException(key + "_FILE", "names an empty file: write the value into it");
        }
        return value;
    }
}
