package org.mcpgateway.soak;

import static org.mcpgateway.soak.McpSession.longCall;
import static org.mcpgateway.soak.McpSession.message;

import java.io.IOException;
import java.util.List;
import java.util.function.DoublePredicate;
import org.mcpgateway.auth.support.TestClient.Answer;

/** What a client does in one session with a child; in most of them it vanishes in one way or another. */
final class SessionLife {

    private static final String LARGE = "x".repeat(200_000);

    private final McpSession session;
    private final Tally tally;
    private final DoublePredicate happens;

    /** @param happens whether something of this probability happens */
    SessionLife(McpSession session, Tally tally, DoublePredicate happens) {
        this.session = session;
        this.tally = tally;
        this.happens = happens;
    }

    void live() throws Exception {
        List<Life.Step> steps = List.of(
                this::lists,
                this::calls,
                this::sendsMuch,
                this::listens,
                this::followsProgress,
                this::losesTheStreamAndResumes,
                this::cancels,
                this::breaksOff,
                this::ends);
        for (Life.Step step : steps) {
            if (happens.test(0.05)) {
                return; // and the session is never deleted
            }
            step.take();
        }
    }

    private void lists() throws IOException, InterruptedException {
        Answer answer = session.post(message(2, "tools/list", "{}"));
        tally.expect("tools/list", answer.body().contains("\"echo\""), answer.body());
        Answer stranger = session.with("not.a.token").post(message(2, "tools/list", "{}"));
        tally.expect("tools/list with a bad token", 401, stranger.status(), stranger.body());
    }

    private void calls() throws IOException, InterruptedException {
        for (int i = 0; i < 8; i++) {
            String text = "call " + i;
            echo("tools/call", text);
        }
    }

    private void sendsMuch() throws IOException, InterruptedException {
        if (happens.test(0.3)) {
            echo("tools/call, much", LARGE);
        }
    }

    /** The stream is dropped at once, or when the session's client forgets it. */
    private void listens() throws IOException, InterruptedException {
        try (McpStream stream = session.listen()) {
            tally.expect("listen", stream.lastId().isEmpty(), stream.lastId());
        }
    }

    private void followsProgress() throws IOException, InterruptedException {
        try (McpStream stream = session.stream(longCall(10, "hold", "{\"text\": \"held\"}"))) {
            String first = stream.next();
            tally.expect("progress", first.contains("\"progress\":0"), first);
            release();
            String rest = stream.rest();
            tally.expect("progress to the end", rest.contains("\"progress\":3") && rest.contains("held"), rest);
        }
    }

    private void losesTheStreamAndResumes() throws IOException, InterruptedException {
        String last;
        try (McpStream stream = session.stream(longCall(11, "hold", "{\"text\": \"kept\"}"))) {
            stream.next();
            last = stream.lastId();
        }
        release();
        if (happens.test(0.5)) {
            try (McpStream again = session.resume(last)) {
                String rest = again.rest();
                tally.expect("resumption", rest.contains("\"progress\":1") && rest.contains("kept"), rest);
            }
        }
    }

    private void cancels() throws IOException, InterruptedException {
        try (McpStream stream = session.stream(longCall(12, "hold", "{}"))) {
            stream.next();
            session.tell("{\"jsonrpc\": \"2.0\", \"method\": \"notifications/cancelled\","
                    + " \"params\": {\"requestId\": 12, \"reason\": \"enough\"}}");
        }
    }

    private void breaksOff() throws IOException {
        if (happens.test(0.3)) {
            session.breakOff(longCall(13, "hold", "{}"), 1);
            tally.expect("connection broken in the middle of a call", true, "");
        }
        if (happens.test(0.3)) {
            session.breakOff(longCall(14, "echo", "{\"text\": \"" + LARGE + "\"}"), 0.5);
            tally.expect("connection broken in the middle of a request", true, "");
        }
    }

    private void ends() throws IOException, InterruptedException {
        int status = session.end();
        tally.expect("delete session", status == 200 || status == 204, Integer.toString(status));
        Answer answer = session.call("echo", "{\"text\": \"gone?\"}");
        tally.expect("call in a deleted session", 404, answer.status(), answer.body());
    }

    private void release() throws IOException, InterruptedException {
        Answer answer = session.call("release", "{\"steps\": 3}");
        tally.expect("release", answer.body().contains("released"), answer.body());
    }

    private void echo(String act, String text) throws IOException, InterruptedException {
        Answer answer = session.call("echo", "{\"text\": \"" + text + "\"}");
        tally.expect(act, answer.status() == 200 && answer.body().contains(text), answer.body());
    }
}
