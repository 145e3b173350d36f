package org.mcpgateway.fuzz;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.mcpgateway.fuzz.Draft.Field;

/** Requests that are no HTTP, or HTTP that only attackers send. The container may refuse them by itself. */
final class Wire {

    private Wire() {}

    static void breakRequest(Draft draft, Random random) {
        draft.broken = true;
        draft.header("Connection", "close");
        switch (random.nextInt(15)) {
            case 0 -> draft.version = "HTTP/1.0";
            case 1 -> draft.version = "HTTP/3.7";
            case 2 -> draft.version = "ZQ";
            case 3 -> draft.path = "http://evil.example" + draft.path;
            case 4 -> draft.headers.removeIf(header -> header.name.equals("Host"));
            case 5 -> draft.headers.add(new Field("Host", "evil.example"));
            case 6 -> draft.headers.add(new Field("X-Big", "x".repeat(20_000)));
            case 7 -> manyHeaders(draft);
            case 8 -> draft.headers.add(new Field("X-Nul", "a\u0000b"));
            case 9 -> draft.headers.add(new Field("X-Folded", "a\r\n b: c"));
            case 10 -> draft.headers.add(new Field("No colon here\r\nX-Next", "1"));
            case 11 -> draft.path = draft.path + "?" + "q".repeat(10_000);
            case 12 -> contentLength(draft, "-1");
            case 13 -> badChunk(draft);
            default -> draft.headers.add(new Field(" X-Space", "1"));
        }
    }

    private static void manyHeaders(Draft draft) {
        for (int i = 0; i < 300; i++) {
            draft.headers.add(new Field("X-" + i, "1"));
        }
    }

    private static void contentLength(Draft draft, String length) {
        draft.rawBody = new byte[0];
        draft.header("Content-Length", length);
    }

    private static void badChunk(Draft draft) {
        draft.rawBody = "zq\r\nx\r\n0\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
        draft.header("Transfer-Encoding", "chunked");
    }
}
