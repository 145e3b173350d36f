package org.mcpgateway.auth.support;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Hears every command that a Redis is sent ({@code MONITOR}), those of scripts included. */
public final class RedisMonitor implements AutoCloseable {

    private static final int PATIENCE_MILLIS = 60_000;

    private final RedisServer redis;
    private final Socket socket;
    private final BufferedReader lines;

    public RedisMonitor(RedisServer redis) throws IOException {
        this.redis = redis;
        URI address = redis.url();
        socket = new Socket(address.getHost(), address.getPort());
        socket.setSoTimeout(PATIENCE_MILLIS);
        socket.getOutputStream().write("MONITOR\r\n".getBytes(StandardCharsets.US_ASCII));
        lines = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
        if (!"+OK".equals(lines.readLine())) {
            throw new IOException("Redis does not let itself be heard");
        }
    }

    /** What was sent up to now: each command as Redis writes it, the words in quotes. */
    public List<String> commands() throws IOException {
        String mark = "monitor-" + UUID.randomUUID();
        redis.client().getBucket(mark).get();
        List<String> commands = new ArrayList<>();
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            if (line.contains(mark)) {
                return commands;
            }
            commands.add(line.substring(line.indexOf("] ") + 2));
        }
        throw new IOException("Redis has ended the connection");
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
