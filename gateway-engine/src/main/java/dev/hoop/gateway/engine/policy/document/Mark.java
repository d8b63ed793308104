package dev.hoop.gateway.engine.policy.document;

/**
 * A place in a policy file.
 *
 * @param file the file as the operator named it; for a policy built in code, what was built
 * @param line counts from one; zero when the place is not in a file
 * @param column counts from one
 */
public record Mark(String file, int line, int column) {
    /** A place in no file. */
    public static Mark in(String origin) {
        return new Mark(origin, 0, 0);
    }

    /** {@code " (policy.yaml:12)"} to stand behind a name; nothing when the name is all there is. */
    public String aside() {
        return line == 0 ? "" : " (" + file + ":" + line + ")";
    }

    /** {@code policy.yaml:12:5}. */
    @Override
    public String toString() {
        return line == 0 ? file : file + ":" + line + ":" + column;
    }
}
