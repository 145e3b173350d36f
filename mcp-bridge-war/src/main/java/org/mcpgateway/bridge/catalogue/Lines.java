package org.mcpgateway.bridge.catalogue;

import jakarta.json.spi.JsonProvider;
import jakarta.json.stream.JsonLocation;
import jakarta.json.stream.JsonParser;
import jakarta.json.stream.JsonParsingException;
import java.io.StringReader;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

/** On which line each member of the catalogue stands, so that a problem can be found. */
final class Lines {

    private static final JsonProvider JSON = JsonProvider.provider();

    private final Map<String, Long> lines = new HashMap<>();
    private final Deque<String> open = new ArrayDeque<>();
    private String name = "";
    private int arrays;

    private Lines() {}

    /** @throws InvalidCatalogueException when the text is not JSON, or a name stands twice in an object */
    static Lines of(String text) {
        Lines lines = new Lines();
        try (JsonParser parser = JSON.createParser(new StringReader(text))) {
            while (parser.hasNext()) {
                lines.take(parser.next(), parser);
            }
            return lines;
        } catch (JsonParsingException e) {
            JsonLocation place = e.getLocation();
            throw new InvalidCatalogueException(
                    "line " + place.getLineNumber() + ", column " + place.getColumnNumber() + ": this is not JSON");
        }
    }

    /** The problem, after the line of the member, or of the nearest one around it. */
    InvalidCatalogueException problem(String path, String problem) {
        for (String around = path; ; around = around.substring(0, Math.max(0, around.lastIndexOf('.')))) {
            Long line = lines.get(around);
            if (line != null) {
                return new InvalidCatalogueException("line " + line + ": " + problem);
            }
            if (around.isEmpty()) {
                return new InvalidCatalogueException(problem);
            }
        }
    }

    private void take(JsonParser.Event event, JsonParser parser) {
        switch (event) {
            case KEY_NAME -> key(parser.getString(), parser.getLocation().getLineNumber());
            case START_OBJECT -> open.addLast(name);
            case START_ARRAY -> {
                open.addLast(name);
                arrays++;
            }
            case END_OBJECT -> name = open.removeLast();
            case END_ARRAY -> {
                name = open.removeLast();
                arrays--;
            }
            default -> {}
        }
    }

    private void key(String key, long line) {
        String around = open.getLast();
        name = around.isEmpty() ? key : around + "." + key;
        if (lines.putIfAbsent(name, line) != null && arrays == 0) {
            throw new InvalidCatalogueException("line " + line + ": " + name + " stands there twice");
        }
    }
}
