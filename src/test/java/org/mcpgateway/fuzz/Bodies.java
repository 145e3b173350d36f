package org.mcpgateway.fuzz;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Bodies that are not what their length, type or encoding says. */
final class Bodies {

    private static final List<String> TEXTS = List.of(
            "",
            "{",
            "}",
            "[]",
            "null",
            "1",
            "\"zq\"",
            "{}",
            "{\"a\":}",
            "{\"redirect_uris\":[1]}",
            "{\"redirect_uris\":{}}",
            "{'a':1}",
            "{\"a\":1}{\"a\":2}",
            "\uFEFF{}",
            "{\"client_name\":\"\\ud800\"}",
            "{\"client_name\":\"\\u0000\"}",
            "{\"a\":1e999999}",
            "{\"a\":" + "9".repeat(5_000) + "}",
            "{\"client_name\":\"a\",\"client_name\":\"b\"}",
            "&",
            "=",
            "&&&&",
            "=&=&=",
            "a",
            "grant_type",
            "%",
            "grant_type=%FF%FE",
            "zq\u0000zq",
            "--zq\r\nContent-Disposition: form-data; name=\"grant_type\"\r\n\r\nzq\r\n--zq--");

    private Bodies() {}

    static byte[] broken(Draft draft, Random random) {
        byte[] whole = bodyOf(draft);
        draft.headers.removeIf(header -> header.name.equalsIgnoreCase("Transfer-Encoding")); // its chunks are gone
        return switch (random.nextInt(9)) {
            case 0 -> Arrays.copyOf(whole, whole.length / 2);
            case 1 -> ("{\"a\":".repeat(3_000)).getBytes(StandardCharsets.UTF_8);
            case 2 -> ("[".repeat(60_000)).getBytes(StandardCharsets.UTF_8);
            case 3 -> ("a=" + "b".repeat(70_000)).getBytes(StandardCharsets.UTF_8);
            case 4 -> "a=b&".repeat(12_000).getBytes(StandardCharsets.UTF_8);
            case 5 -> withByte(whole, random);
            case 6 -> new String(whole, StandardCharsets.UTF_8).getBytes(StandardCharsets.UTF_16);
            default -> Nasty.pick(TEXTS, random).getBytes(StandardCharsets.UTF_8);
        };
    }

    /** Gives a member of a JSON body a value of another type or a nasty text. */
    static void breakMember(Draft draft, Random random) {
        if (draft.json.isEmpty()) {
            return;
        }
        String name = Nasty.pick(new ArrayList<>(draft.json.keySet()), random);
        draft.json.put(name, odd(random));
    }

    /** Sends the body in chunks. */
    static void chunk(Draft draft) {
        byte[] body = bodyOf(draft);
        var chunked = new ByteArrayOutputStream();
        if (body.length > 0) {
            chunked.writeBytes((Integer.toHexString(body.length) + ";zq=1\r\n").getBytes(StandardCharsets.US_ASCII));
            chunked.writeBytes(body);
            chunked.writeBytes("\r\n".getBytes(StandardCharsets.US_ASCII));
        }
        chunked.writeBytes("0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        draft.rawBody = chunked.toByteArray();
        draft.header("Transfer-Encoding", "chunked");
    }

    private static Object odd(Random random) {
        return switch (random.nextInt(10)) {
            case 0 -> random.nextInt();
            case 1 -> random.nextBoolean();
            case 2 -> List.of();
            case 3 -> Map.of("zq", "zq");
            case 4 -> List.of(Nasty.text(random), Nasty.text(random));
            case 5 -> List.of(1, List.of(), Map.of());
            case 6 -> java.util.Collections.nCopies(60, "https://app.example/cb");
            case 7 -> List.of(Nasty.text(random));
            default -> Nasty.text(random);
        };
    }

    private static byte[] bodyOf(Draft draft) {
        byte[] request = draft.bytes();
        String text = new String(request, StandardCharsets.ISO_8859_1);
        int end = text.indexOf("\r\n\r\n") + 4;
        return Arrays.copyOfRange(request, end, request.length);
    }

    private static byte[] withByte(byte[] whole, Random random) {
        byte[] body = whole.length == 0 ? new byte[1] : whole.clone();
        body[random.nextInt(body.length)] = (byte) random.nextInt(256);
        return body;
    }
}
