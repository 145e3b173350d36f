package org.mcpgateway.fuzz;

import java.io.ByteArrayOutputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A request on its way to be sent, everything about it still open. */
final class Draft {

    String method = "GET";
    String path = "/";
    String version = "HTTP/1.1";
    final List<Field> query = new ArrayList<>();
    final List<Field> headers = new ArrayList<>();
    final List<Field> form = new ArrayList<>();
    final Map<String, Object> json = new TreeMap<>();

    /** What is sent instead of the form or the JSON, when not null. */
    byte[] rawBody;

    /** Whether the request is no HTTP any more, so that the container may answer by itself and hang up. */
    boolean broken;

    /** One parameter or header. */
    static final class Field {
        String name;
        String value;

        /** Whether the value goes out as it is, unencoded. */
        boolean raw;

        Field(String name, String value) {
            this.name = name;
            this.value = value;
        }

        private String encoded() {
            String sent = raw ? value : URLEncoder.encode(value, StandardCharsets.UTF_8);
            return URLEncoder.encode(name, StandardCharsets.UTF_8) + "=" + sent;
        }
    }

    /** Sets a header, in the place of any other of that name. */
    void header(String name, String value) {
        headers.removeIf(header -> header.name.equalsIgnoreCase(name));
        headers.add(new Field(name, value));
    }

    /** Every parameter, in the address and in the form. */
    List<Field> parameters() {
        List<Field> all = new ArrayList<>(query);
        all.addAll(form);
        return all;
    }

    boolean isHead() {
        return method.equals("HEAD");
    }

    byte[] bytes() {
        byte[] body = body();
        var head = new StringBuilder(method).append(' ').append(path);
        if (!query.isEmpty()) {
            head.append('?').append(joined(query));
        }
        head.append(' ').append(version).append("\r\n");
        headers.forEach(header ->
                head.append(header.name).append(": ").append(header.value).append("\r\n"));
        boolean framed = headers.stream()
                .anyMatch(header -> header.name.equalsIgnoreCase("Content-Length")
                        || header.name.equalsIgnoreCase("Transfer-Encoding"));
        if (!framed && (body.length > 0 || !method.equals("GET"))) {
            head.append("Content-Length: ").append(body.length).append("\r\n");
        }
        var request = new ByteArrayOutputStream();
        request.writeBytes(head.append("\r\n").toString().getBytes(StandardCharsets.UTF_8));
        request.writeBytes(body);
        return request.toByteArray();
    }

    private byte[] body() {
        if (rawBody != null) {
            return rawBody;
        }
        String text = json.isEmpty() ? joined(form) : Json.text(json);
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String joined(List<Field> fields) {
        return String.join("&", fields.stream().map(Field::encoded).toList());
    }

    @Override
    public String toString() {
        return new String(bytes(), StandardCharsets.UTF_8);
    }
}
