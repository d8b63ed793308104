package dev.hoop.gateway.engine.sql.syntax;

/**
 * A name in a statement.
 *
 * @param value the name after unquoting, folding and truncation by the dialect's rules
 * @param quoted whether it was written in quotes, and so cannot be a keyword
 */
public record Identifier(String value, boolean quoted) {
    @Override
    public String toString() {
        return value;
    }
}
