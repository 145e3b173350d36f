package org.mcpgateway.bridge.era;

import java.io.IOException;
import java.util.Optional;

/** One HTTP request and its response; written to by one thread only. Writing to a client that is gone throws. */
public interface Exchange {

    /** Returns the header's value without surrounding whitespace; several fields of one name are joined by a comma. */
    Optional<String> header(String name);

    /** Answers with one JSON body, UTF-8. */
    void respond(int status, byte[] json) throws IOException;

    /** Answers 202 without a body. */
    void accept() throws IOException;

    /** Answers 200 and begins an event stream. */
    void openStream() throws IOException;

    /** Sends one JSON-RPC message on the stream. */
    void event(byte[] json) throws IOException;

    /** Sends a comment on the stream, which no client shows and which finds out whether one is there. */
    void comment() throws IOException;

    /** Ends the response, if that has not happened. */
    void end();
}
