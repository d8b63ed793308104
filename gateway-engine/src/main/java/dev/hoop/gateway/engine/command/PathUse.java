package dev.hoop.gateway.engine.command;

/**
 * A path that a command names, or may name, without {@code //}, {@code .} and {@code ..}. It begins with {@code /}, with {@code ~} for the
 * account's home where that is not known, or with a gap where it is not known at all. Links are not followed.
 *
 * @param deep whether what lies below is meant, too
 * @param settled whether the path means what it says: {@code ..} behind a name may lead elsewhere when the name is a link
 */
public record PathUse(Term path, boolean deep, boolean settled) {
    @Override
    public String toString() {
        return path + (deep ? "/**" : "");
    }
}
