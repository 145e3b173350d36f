package org.mcpgateway.kubernetes;

import java.util.List;
import java.util.Map;

/** Looks into manifests as a reader of YAML gives them. */
final class Parts {

    private Parts() {}

    /** The object under a key; empty when there is none. */
    @SuppressWarnings("unchecked")
    static Map<String, Object> map(Map<String, Object> parent, String key) {
        return (Map<String, Object>) parent.getOrDefault(key, Map.of());
    }

    /** The list of objects under a key; empty when there is none. */
    @SuppressWarnings("unchecked")
    static List<Map<String, Object>> maps(Map<String, Object> parent, String key) {
        return (List<Map<String, Object>>) parent.getOrDefault(key, List.of());
    }
}
