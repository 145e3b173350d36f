package org.mcpgateway.auth.openapi;

import java.io.InputStream;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** Parts of an OpenAPI document, one YAML file for each feature, that become one document. */
public final class OpenApiParts {

    private final Map<String, Object> document = new LinkedHashMap<>();

    /**
     * Adds a part: objects are merged member by member, arrays one behind the other.
     *
     * @param yaml a YAML object; the caller closes it
     * @throws IllegalStateException when it says something else than an earlier part about the same thing
     */
    public void add(InputStream yaml) {
        Object part = new Yaml(new SafeConstructor(new LoaderOptions())).load(yaml);
        if (!(part instanceof Map<?, ?> object)) {
            throw new IllegalStateException("a part of the OpenAPI document is no object");
        }
        merge(document, object);
    }

    /** Everything that was added, with names and values as JSON has them. */
    public Map<String, Object> document() {
        return document;
    }

    @SuppressWarnings("unchecked") // every map here was made by merge()
    private static void merge(Map<String, Object> target, Map<?, ?> part) {
        part.forEach((key, value) -> {
            String name = String.valueOf(key);
            Object present = target.get(name);
            if (value instanceof Map<?, ?> object && (present == null || present instanceof Map<?, ?>)) {
                merge((Map<String, Object>) target.computeIfAbsent(name, unused -> new LinkedHashMap<>()), object);
            } else if (value instanceof Collection<?> array && present instanceof Collection<?> before) {
                List<Object> both = new ArrayList<>(before);
                both.addAll(array);
                target.put(name, both);
            } else if (present == null) {
                target.put(name, value);
            } else {
                throw new IllegalStateException("two parts of the OpenAPI document define " + name);
            }
        });
    }
}
