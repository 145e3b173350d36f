package org.mcpgateway.auth.admin.backup;

import jakarta.json.JsonObject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.function.Consumer;
import org.mcpgateway.auth.http.BoundedJson;
import org.mcpgateway.auth.oauth.OAuthException;

/**
 * A backup that somebody sent, kept in a file until it is known to be whole; only this process can read it.
 *
 * @param file to be deleted by {@link #close()}
 */
record BackupFile(Path file) implements AutoCloseable {

    private static final long LONGEST = 4L << 30;
    private static final int LONGEST_LINE = 1 << 20;

    /**
     * Takes the whole body; throws {@code invalid_request} when it is longer than 4 GiB, or one of its lines than 1
     * MiB.
     */
    static BackupFile receive(InputStream body) throws IOException {
        BackupFile received = new BackupFile(Files.createTempFile("restore-", ".jsonl"));
        try (OutputStream out = Files.newOutputStream(received.file())) {
            byte[] buffer = new byte[1 << 16];
            long total = 0;
            int line = 0;
            int read;
            while ((read = body.read(buffer)) >= 0) {
                total += read;
                line = lineLength(line, buffer, read);
                if (total > LONGEST || line > LONGEST_LINE) {
                    throw damaged("it is longer than any backup");
                }
                out.write(buffer, 0, read);
            }
            return received;
        } catch (IOException | RuntimeException e) {
            received.close();
            throw e;
        }
    }

    /**
     * Reads it from the first line to the last.
     *
     * @param each is given the records, one by one
     * @return the header
     * @throws OAuthException invalid_request when anything about it is not right; some records were given by then
     */
    JsonObject read(Consumer<KeptRecord> each) throws IOException {
        MessageDigest digest = BackupWriter.sha256();
        long count = 0;
        try (BufferedReader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            String first = reader.readLine();
            JsonObject header = header(first == null ? "" : first);
            update(digest, first);
            String line;
            while ((line = reader.readLine()) != null) {
                JsonObject object = object(line);
                if (object.containsKey("sha256")) {
                    requireTrailer(object, count, digest, reader.readLine() == null);
                    return header;
                }
                each.accept(KeptRecord.parse(object));
                update(digest, line);
                count++;
            }
        } catch (java.nio.charset.CharacterCodingException e) {
            throw damaged("it is no text");
        }
        throw damaged("its end is missing");
    }

    @Override
    public void close() throws IOException {
        Files.deleteIfExists(file);
    }

    /** How long the line is by now that the bytes end in. */
    private static int lineLength(int before, byte[] bytes, int count) {
        for (int i = count - 1; i >= 0; i--) {
            if (bytes[i] == '\n') {
                return count - 1 - i;
            }
        }
        return before + count;
    }

    private static JsonObject header(String line) {
        JsonObject header = object(line);
        if (!header.getString("format", "").equals(BackupWriter.FORMAT)) {
            throw damaged("it does not begin as a backup");
        }
        if (header.getInt("version", 0) != BackupWriter.VERSION) {
            throw damaged("its version is not " + BackupWriter.VERSION + ", the one that this server reads");
        }
        return header;
    }

    private static void requireTrailer(JsonObject trailer, long count, MessageDigest digest, boolean last) {
        boolean same = trailer.getString("sha256", "").equals(HexFormat.of().formatHex(digest.digest()));
        if (!same || trailer.getInt("records", -1) != count || !last) {
            throw damaged("its checksum does not fit");
        }
    }

    private static void update(MessageDigest digest, String line) {
        digest.update((line + "\n").getBytes(StandardCharsets.UTF_8));
    }

    private static JsonObject object(String line) {
        return BoundedJson.object(line.getBytes(StandardCharsets.UTF_8))
                .orElseThrow(() -> damaged("it has a line that is no JSON object"));
    }

    private static OAuthException damaged(String why) {
        return OAuthException.invalidRequest("the backup is damaged and nothing was restored: " + why);
    }
}
