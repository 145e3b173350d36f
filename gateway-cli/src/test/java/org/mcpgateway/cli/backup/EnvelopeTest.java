package org.mcpgateway.cli.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mcpgateway.cli.CommandException;
import org.mcpgateway.cli.ExitCode;

@Execution(ExecutionMode.CONCURRENT)
@DisplayNameGeneration(ReplaceUnderscores.class)
class EnvelopeTest {

    private static final int PIECE = 1 << 16;
    private static final int SEALED_PIECE = 4 + PIECE + 16;

    private static final char[] PASSPHRASE = "correct horse battery".toCharArray();
    private static final byte[] PLAIN = bytes(2 * PIECE + 100);

    /** Sealed once for all tests: the derivation of a key is slow on purpose. */
    private static final byte[] SEALED = seal(PLAIN);

    private static final int BODY = indexOfBody(SEALED);

    @ParameterizedTest
    @CsvSource({"iterations,:600000,:1", "iterations,:600000,:2000000000", "salt,'salt\":\"','salt\":\"!'"})
    void a_header_that_was_weakened_or_broken_is_damage(String what, String written, String changed) {
        String header = new String(SEALED, 0, BODY, StandardCharsets.UTF_8);
        assertThat(header).as(what).contains(written);

        assertDamaged(join(header.replace(written, changed).getBytes(StandardCharsets.UTF_8), from(BODY)));
    }

    @ParameterizedTest
    @ValueSource(ints = {4, 5, SEALED_PIECE - 1, SEALED_PIECE + 4, 2 * SEALED_PIECE + 10})
    void a_changed_octet_is_damage(int offset) {
        byte[] changed = SEALED.clone();
        changed[BODY + offset] ^= 1;

        assertDamaged(changed);
    }

    @Test
    void pieces_that_change_places_or_are_left_out_are_damage() {
        byte[] head = Arrays.copyOf(SEALED, BODY);
        byte[] first = Arrays.copyOfRange(SEALED, BODY, BODY + SEALED_PIECE);
        byte[] second = Arrays.copyOfRange(SEALED, BODY + SEALED_PIECE, BODY + 2 * SEALED_PIECE);
        byte[] last = from(BODY + 2 * SEALED_PIECE);

        assertDamaged(join(head, second, first, last));
        assertDamaged(join(head, first, last));
        assertDamaged(join(head, first, second));
        assertDamaged(join(head, first, second, last, last));
        assertDamaged(head);
    }

    @Test
    void another_passphrase_does_not_open_it() {
        assertThatThrownBy(() -> Envelope.open(new ByteArrayInputStream(SEALED), "another one".toCharArray(), "it")
                        .readAllBytes())
                .isInstanceOf(CommandException.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, PIECE - 1, PIECE, PIECE + 1, 3 * PIECE})
    void whatever_its_length_it_opens_as_it_was(int length) throws IOException {
        byte[] content = bytes(length);

        assertThat(open(seal(content))).isEqualTo(content);
    }

    @Test
    void the_same_content_is_sealed_otherwise_each_time() {
        assertThat(seal(PLAIN)).isNotEqualTo(SEALED);
    }

    private AbstractThrowableAssert<?, ? extends Throwable> assertDamaged(byte[] file) {
        return assertThatThrownBy(() -> open(file))
                .isInstanceOfSatisfying(
                        CommandException.class,
                        failure -> assertThat(failure.exitCode()).isEqualTo(ExitCode.DAMAGED));
    }

    private static byte[] open(byte[] file) throws IOException {
        return Envelope.open(new ByteArrayInputStream(file), PASSPHRASE, "it").readAllBytes();
    }

    private static byte[] seal(byte[] content) {
        var out = new ByteArrayOutputStream();
        try {
            Envelope.seal(new ByteArrayInputStream(content), out, PASSPHRASE);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return out.toByteArray();
    }

    private static byte[] from(int offset) {
        return Arrays.copyOfRange(SEALED, offset, SEALED.length);
    }

    private static int indexOfBody(byte[] file) {
        int end = 0;
        while (file[end] != '\n') {
            end++;
        }
        return end + 1;
    }

    private static byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }

    private static byte[] join(byte[]... parts) {
        ByteBuffer all = ByteBuffer.allocate(
                Arrays.stream(parts).mapToInt(part -> part.length).sum());
        Arrays.stream(parts).forEach(all::put);
        return all.array();
    }
}
