package org.mcpgateway.auth.admin.backup;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.spi.JsonProvider;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.util.HexFormat;
import java.util.concurrent.atomic.AtomicLong;
import org.mcpgateway.auth.config.IssuerSettings;

/**
 * Writes a backup while the server goes on. Each record is read in one piece. Kinds are read so that what names another
 * record comes before it: whatever a token or a grant in the backup belongs to is in it too, unless it has ended since.
 */
@ApplicationScoped
public class BackupWriter {

    /** The name of the format, in the header. */
    static final String FORMAT = "mcp-oauth-gateway-backup";

    /** Of the format. */
    static final int VERSION = 1;

    private static final JsonProvider JSON = JsonProvider.provider();

    private final KeptRecords records;
    private final IssuerSettings issuer;
    private final Clock clock;

    @Inject
    BackupWriter(KeptRecords records, IssuerSettings issuer, Clock clock) {
        this.records = records;
        this.issuer = issuer;
        this.clock = clock;
    }

    /** Writes header, records and trailer; without its trailer a backup is not whole. */
    void write(OutputStream out) throws IOException {
        MessageDigest digest = sha256();
        var digesting = new DigestOutputStream(new BufferedOutputStream(out, 1 << 16), digest);
        var count = new AtomicLong();
        try {
            writeLine(digesting, header());
            for (String prefix : KeptRecord.PREFIXES) {
                records.forEachKey(
                        prefix,
                        keys -> records.read(keys).forEach(record -> {
                            writeLine(digesting, record.line());
                            count.incrementAndGet();
                        }));
            }
            digesting.on(false);
            writeLine(
                    digesting,
                    JSON.createObjectBuilder()
                            .add("records", count.get())
                            .add("sha256", HexFormat.of().formatHex(digest.digest()))
                            .build()
                            .toString());
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        digesting.flush();
    }

    private String header() {
        return JSON.createObjectBuilder()
                .add("format", FORMAT)
                .add("version", VERSION)
                .add("issuer", issuer.identifier().toString())
                .add("created_at", clock.instant().toString())
                .build()
                .toString();
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
    }

    private static void writeLine(OutputStream out, String line) {
        try {
            out.write((line + "\n").getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
