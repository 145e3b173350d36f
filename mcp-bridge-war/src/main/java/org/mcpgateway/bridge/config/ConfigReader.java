package org.mcpgateway.bridge.config;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * Reads typed values by their key, with messages that name the key and say what it should be.
 *
 * @param source looks a key up
 */
record ConfigReader(Function<String, Optional<String>> source) {

    private static final Pattern PATH = Pattern.compile("(/[A-Za-z0-9_~-][A-Za-z0-9._~-]*)+");

    Optional<String> text(String key) {
        return source.apply(key).map(String::strip).filter(value -> !value.isEmpty());
    }

    boolean flag(String key) {
        return flag(key, false);
    }

    boolean flag(String key, boolean otherwise) {
        return text(key)
                .map(value -> switch (value.toLowerCase(Locale.ROOT)) {
                    case "true" -> true;
                    case "false" -> false;
                    default -> throw new InvalidConfigurationException(key, "must be true or false");
                })
                .orElse(otherwise);
    }

    List<String> list(String key) {
        return text(key).stream()
                .flatMap(value -> Arrays.stream(value.split(",", -1)))
                .map(String::strip)
                .filter(item -> !item.isEmpty())
                .toList();
    }

    int number(String key, int otherwise, int smallest) {
        return text(key)
                .map(value -> {
                    try {
                        return Integer.parseInt(value);
                    } catch (NumberFormatException e) {
                        throw new InvalidConfigurationException(key, "must be a whole number");
                    }
                })
                .map(number -> {
                    if (number < smallest) {
                        throw new InvalidConfigurationException(key, "must be at least " + smallest);
                    }
                    return number;
                })
                .orElse(otherwise);
    }

    /** An absolute address of one of the schemes. */
    Optional<URI> uri(String key, String... schemes) {
        return text(key).map(value -> parsed(key, value, "", schemes));
    }

    /** An absolute address of one of the schemes, or a path of this server. */
    Optional<URI> uriOrPath(String key, String... schemes) {
        return text(key)
                .map(value -> PATH.matcher(value).matches()
                        ? URI.create(value)
                        : parsed(key, value, ", or a path of this server", schemes));
    }

    /** Such addresses, separated by commas. */
    List<URI> uris(String key, String... schemes) {
        return list(key).stream().map(value -> parsed(key, value, "", schemes)).toList();
    }

    /** A constant of an enum, by its name in any case. */
    <E extends Enum<E>> E choice(String key, E otherwise) {
        List<E> choices = Arrays.asList(otherwise.getDeclaringClass().getEnumConstants());
        return text(key)
                .map(value -> choices.stream()
                        .filter(choice -> choice.name().equalsIgnoreCase(value))
                        .findFirst()
                        .orElseThrow(() -> new InvalidConfigurationException(key, "must be one of " + choices)))
                .orElse(otherwise);
    }

    /** @param otherwise what else it may be, as the message says it */
    private static URI parsed(String key, String value, String otherwise, String... schemes) {
        if (!value.matches("(?i)(" + String.join("|", schemes) + ")://[^/?#]+[^#]*")) {
            throw new InvalidConfigurationException(
                    key, "must be an address that begins with " + String.join(":// or ", schemes) + "://" + otherwise);
        }
        try {
            return URI.create(value);
        } catch (IllegalArgumentException e) {
            throw new InvalidConfigurationException(key, "is not a URI");
        }
    }

    /** A secret, or what the file at {@code NAME_FILE} holds. */
    Optional<Secret> secret(String key) {
        return text(key)
                .or(() -> text(key + "_FILE").map(file -> contents(key + "_FILE", Path.of(file))))
                .map(Secret::new);
    }

    /** The text of a file, stripped. */
    static String contents(String key, Path file) {
        try {
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new InvalidConfigurationException(key, "names a file that cannot be read: " + file.getFileName());
        }
    }
}
