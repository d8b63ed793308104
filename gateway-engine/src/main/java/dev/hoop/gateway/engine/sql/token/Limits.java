package dev.hoop.gateway.engine.sql.token;

/** How much of a text is read before it is refused; all counts are inclusive. */
public record Limits(int maxBytes, int maxTokens, int maxDepth, int maxStatements) {

    public static final Limits DEFAULT = new Limits(1024 * 1024, 262_144, 200, 100);

    public Limits {
        if (maxBytes < 1 || maxTokens < 1 || maxDepth < 1 || maxStatements < 1) {
            throw new IllegalArgumentException("limits must be positive");
        }
    }
}
