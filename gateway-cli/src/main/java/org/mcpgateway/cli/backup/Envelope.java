package org.mcpgateway.cli.backup;

import jakarta.json.Json;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;
import org.mcpgateway.cli.CommandException;
import org.mcpgateway.cli.ExitCode;

/**
 * Encrypts a file by a passphrase: AES-256-GCM with a key by PBKDF2-HMAC-SHA256. It is encrypted in pieces, each bound
 * to its place and to being the last or not, so that nothing has to fit into memory and no piece can be moved, left out
 * or cut off unnoticed.
 */
final class Envelope {

    private static final String FORMAT = "mcp-oauth-gateway-encrypted";
    private static final int ITERATIONS = 600_000;
    private static final int MOST_ITERATIONS = 10_000_000;
    private static final int PIECE = 1 << 16;
    private static final int SALT_BYTES = 16;
    private static final int PREFIX_BYTES = 7;
    private static final int TAG_BYTES = 16;

    private final SecretKey key;
    private final byte[] prefix;

    private Envelope(SecretKey key, byte[] prefix) {
        this.key = key;
        this.prefix = prefix;
    }

    /** Writes all that is read, encrypted, behind a line that says how. */
    static void seal(InputStream plain, OutputStream out, char[] passphrase) throws IOException {
        byte[] salt = random(SALT_BYTES);
        byte[] prefix = random(PREFIX_BYTES);
        Envelope envelope = new Envelope(key(passphrase, salt, ITERATIONS), prefix);
        JsonObject header = Json.createObjectBuilder()
                .add("format", FORMAT)
                .add("version", 1)
                .add("kdf", "PBKDF2WithHmacSHA256")
                .add("iterations", ITERATIONS)
                .add("salt", Base64.getEncoder().encodeToString(salt))
                .add("nonce", Base64.getEncoder().encodeToString(prefix))
                .build();
        var data = new DataOutputStream(out);
        data.write((header + "\n").getBytes(StandardCharsets.UTF_8));
        byte[] piece = plain.readNBytes(PIECE);
        int index = 0;
        boolean last;
        do {
            byte[] next = piece.length < PIECE ? new byte[0] : plain.readNBytes(PIECE);
            last = next.length == 0;
            byte[] sealed = envelope.crypt(Cipher.ENCRYPT_MODE, piece, index++, last);
            data.writeInt(sealed.length);
            data.write(sealed);
            piece = next;
        } while (!last);
        data.flush();
    }

    /** Whether a file begins as an encrypted one. */
    static boolean isSealed(byte[] beginning) {
        return new String(beginning, StandardCharsets.UTF_8).contains(FORMAT);
    }

    /**
     * What was sealed, a piece at a time as it is read.
     *
     * @throws CommandException DAMAGED when the passphrase is another, or the file is not as it was written
     */
    static InputStream open(InputStream sealed, char[] passphrase, String name) throws IOException {
        var data = new DataInputStream(new BufferedInputStream(sealed, 1 << 16));
        JsonObject header = header(data, name);
        int iterations = header.getInt("iterations", 0);
        byte[] salt = bytes(header, "salt");
        byte[] prefix = bytes(header, "nonce");
        if (iterations < ITERATIONS
                || iterations > MOST_ITERATIONS
                || salt.length != SALT_BYTES
                || prefix.length != PREFIX_BYTES
                || header.getInt("version", 0) != 1) {
            throw Backup.damaged(name, "it is encrypted in a way that this command does not know");
        }
        return new Opened(data, new Envelope(key(passphrase, salt, iterations), prefix), name);
    }

    /** Empty when the member is not there or no base64. */
    private static byte[] bytes(JsonObject header, String member) {
        try {
            return Base64.getDecoder().decode(header.getString(member, ""));
        } catch (IllegalArgumentException e) {
            return new byte[0];
        }
    }

    private static JsonObject header(DataInputStream data, String name) throws IOException {
        var line = new ByteArrayOutputStream();
        int octet;
        while ((octet = data.read()) >= 0 && octet != '\n' && line.size() < 1024) {
            line.write(octet);
        }
        try (JsonReader reader = Json.createReader(new StringReader(line.toString(StandardCharsets.UTF_8)))) {
            return reader.readObject();
        } catch (JsonException e) {
            throw Backup.damaged(name, "it does not begin as an encrypted backup");
        }
    }

    private byte[] crypt(int mode, byte[] input, int index, boolean last) throws IOException {
        try {
            byte[] nonce = ByteBuffer.allocate(12)
                    .put(prefix)
                    .putInt(index)
                    .put((byte) (last ? 1 : 0))
                    .array();
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(mode, key, new GCMParameterSpec(TAG_BYTES * 8, nonce));
            return cipher.doFinal(input);
        } catch (GeneralSecurityException e) {
            throw new IOException(e);
        }
    }

    private static SecretKey key(char[] passphrase, byte[] salt, int iterations) {
        try {
            byte[] bytes = SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256")
                    .generateSecret(new PBEKeySpec(passphrase, salt, iterations, 256))
                    .getEncoded();
            return new SecretKeySpec(bytes, "AES");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java runtime has PBKDF2", e);
        }
    }

    private static byte[] random(int length) {
        byte[] bytes = new byte[length];
        new SecureRandom().nextBytes(bytes);
        return bytes;
    }

    /** Reads piece by piece; what it gives has been proven. */
    private static final class Opened extends InputStream {

        private final DataInputStream data;
        private final Envelope envelope;
        private final String name;
        private byte[] piece = new byte[0];
        private int position;
        private int index;
        private boolean ended;

        Opened(DataInputStream data, Envelope envelope, String name) {
            this.data = data;
            this.envelope = envelope;
            this.name = name;
        }

        @Override
        public int read() throws IOException {
            return fill() ? piece[position++] & 0xff : -1;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            if (length == 0) {
                return 0;
            }
            if (!fill()) {
                return -1;
            }
            int count = Math.min(length, piece.length - position);
            System.arraycopy(piece, position, target, offset, count);
            position += count;
            return count;
        }

        @Override
        public void close() throws IOException {
            data.close();
        }

        private boolean fill() throws IOException {
            while (position == piece.length && !ended) {
                next();
            }
            return position < piece.length;
        }

        private void next() throws IOException {
            try {
                int length = data.readInt();
                if (length < TAG_BYTES || length > PIECE + TAG_BYTES) {
                    throw new EOFException();
                }
                byte[] sealed = new byte[length];
                data.readFully(sealed);
                data.mark(1);
                ended = data.read() < 0;
                if (!ended) {
                    data.reset();
                }
                piece = envelope.crypt(Cipher.DECRYPT_MODE, sealed, index++, ended);
                position = 0;
            } catch (EOFException e) {
                throw Backup.damaged(name, "its end is missing");
            } catch (IOException e) {
                if (e.getCause() instanceof GeneralSecurityException) {
                    throw new CommandException(
                            ExitCode.DAMAGED, name + " does not open: the passphrase is another, or it is damaged", e);
                }
                throw e;
            }
        }
    }
}
