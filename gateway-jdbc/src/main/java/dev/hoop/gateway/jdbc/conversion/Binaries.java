package dev.hoop.gateway.jdbc.conversion;

import dev.hoop.gateway.api.value.Value;
import dev.hoop.gateway.jdbc.failure.CallerErrors;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.sql.Types;
import java.util.Arrays;
import java.util.UUID;

/** Reads values as bytes and as UUIDs, which are 16 of them. */
public final class Binaries {
    private static final int UUID_BYTES = 16;

    private Binaries() {}

    /** The caller owns the array. */
    public static byte[] bytes(Value value) throws SQLException {
        if (value instanceof Value.Bytes bytes) {
            return bytes.value();
        } else if (value instanceof Value.Uuid uuid) {
            return ByteBuffer.allocate(UUID_BYTES)
                    .putLong(uuid.value().getMostSignificantBits())
                    .putLong(uuid.value().getLeastSignificantBits())
                    .array();
        } else if (value instanceof Value.Text text) {
            return text.value().getBytes(StandardCharsets.UTF_8);
        } else if (value instanceof Value.Vendor vendor) {
            return vendor.text().getBytes(StandardCharsets.UTF_8);
        }
        throw CallerErrors.notConvertible(TypeNames.of(value), "byte[]");
    }

    /** A whole number of so many bytes as its type has, highest first. */
    public static byte[] bytes(long number, int jdbcType) {
        int size = switch (jdbcType) {
            case Types.TINYINT -> Byte.BYTES;
            case Types.SMALLINT -> Short.BYTES;
            case Types.INTEGER -> Integer.BYTES;
            default -> Long.BYTES;
        };
        byte[] all = ByteBuffer.allocate(Long.BYTES).putLong(number).array();
        return Arrays.copyOfRange(all, Long.BYTES - size, Long.BYTES);
    }

    public static UUID uuid(Value value) throws SQLException {
        try {
            if (value instanceof Value.Uuid uuid) {
                return uuid.value();
            } else if (value instanceof Value.Text text) {
                return UUID.fromString(text.value().strip());
            } else if (value instanceof Value.Vendor vendor) {
                return UUID.fromString(vendor.text().strip());
            } else if (value instanceof Value.Bytes bytes && bytes.value().length == UUID_BYTES) {
                ByteBuffer buffer = ByteBuffer.wrap(bytes.value());
                return new UUID(buffer.getLong(), buffer.getLong());
            }
        } catch (IllegalArgumentException e) {
            // a text that is no UUID: said below
        }
        throw CallerErrors.notConvertible(TypeNames.of(value), "UUID");
    }
}
