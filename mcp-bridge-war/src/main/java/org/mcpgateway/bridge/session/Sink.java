package org.mcpgateway.bridge.session;

import java.io.IOException;

/** The response of one HTTP request, as a session writes it; every method throws when the client is gone. */
public interface Sink {

    /** Answers with one JSON message and ends. */
    void json(int status, byte[] message) throws IOException;

    /** Answers 200 and begins an event stream. */
    void openStream() throws IOException;

    /** Sends bytes of the event stream and flushes them. */
    void write(byte[] bytes) throws IOException;

    /** Ends the response. */
    void end();
}
