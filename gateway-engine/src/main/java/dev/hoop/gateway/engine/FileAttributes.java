package dev.hoop.gateway.engine;

import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * What a file is besides its content, as far as it is known or asked for.
 *
 * @param owner the numbers of user and group, in this order, or neither
 * @param permissions type and permissions as POSIX has them
 * @param accessedAt seconds since 1970
 */
public record FileAttributes(
        OptionalLong size,
        OptionalInt owner,
        OptionalInt group,
        OptionalInt permissions,
        OptionalLong accessedAt,
        OptionalLong modifiedAt) {
    public static final FileAttributes NONE = new FileAttributes(
            OptionalLong.empty(),
            OptionalInt.empty(),
            OptionalInt.empty(),
            OptionalInt.empty(),
            OptionalLong.empty(),
            OptionalLong.empty());
}
