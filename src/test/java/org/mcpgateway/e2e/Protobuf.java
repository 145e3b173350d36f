package org.mcpgateway.e2e;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** One message of Protocol Buffers, read without its schema (protobuf.dev, Encoding). */
final class Protobuf {

    private static final byte[] NOTHING = {};

    private final byte[] wire;
    private final List<Field> fields = new ArrayList<>();

    Protobuf(byte[] wire) {
        this.wire = wire;
        ByteBuffer in = ByteBuffer.wrap(wire).order(ByteOrder.LITTLE_ENDIAN);
        while (in.hasRemaining()) {
            long tag = varint(in);
            fields.add(field((int) (tag >>> 3), (int) (tag & 7), in));
        }
    }

    /** Whether it has a field of this number. */
    boolean has(int number) {
        return of(number).findAny().isPresent();
    }

    /** The messages in the fields of this number. */
    Stream<Protobuf> messages(int number) {
        return of(number).map(field -> new Protobuf(field.bytes()));
    }

    /** The bytes of the field; none when it is missing. */
    byte[] bytes(int number) {
        return of(number).map(Field::bytes).findFirst().orElse(NOTHING);
    }

    /** The text of the field. */
    String text(int number) {
        return new String(bytes(number), StandardCharsets.UTF_8);
    }

    /** The number in the field; 0 when it is missing. */
    long number(int number) {
        return of(number).map(Field::number).findFirst().orElse(0L);
    }

    /** All of it, one character a byte. */
    String wire() {
        return new String(wire, StandardCharsets.ISO_8859_1);
    }

    private Stream<Field> of(int number) {
        return fields.stream().filter(field -> field.id() == number);
    }

    private static Field field(int id, int type, ByteBuffer in) {
        return switch (type) {
            case 0 -> new Field(id, varint(in), NOTHING);
            case 1 -> new Field(id, in.getLong(), NOTHING);
            case 2 -> {
                byte[] bytes = new byte[(int) varint(in)];
                in.get(bytes);
                yield new Field(id, 0, bytes);
            }
            case 5 -> new Field(id, in.getInt(), NOTHING);
            default -> throw new IllegalArgumentException("no wire type: " + type);
        };
    }

    private static long varint(ByteBuffer in) {
        long value = 0;
        for (int shift = 0; ; shift += 7) {
            byte part = in.get();
            value |= (long) (part & 0x7f) << shift;
            if (part >= 0) {
                return value;
            }
        }
    }

    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Field(int id, long number, byte[] bytes) {}
}
