package dev.hoop.gateway.engine;

import java.time.Instant;

/**
 * Which recorded sessions to look for. Empty texts fit all; all that is given must fit.
 *
 * @param table a table that a statement touched, by its own name or by the end of its whole one, in any case of letters
 * @param text part of a statement's text, in any case of letters
 * @param verdict {@code allowed}, {@code held} or {@code denied}: a session with at least one such statement
 */
public record SessionSearch(
        String subject,
        String target,
        String task,
        String table,
        String text,
        String verdict,
        Instant since,
        Instant until) {
    public static final SessionSearch ALL = new SessionSearch("", "", "", "", "", "", Instant.MIN, Instant.MAX);

    /** Whether the statements must be read to know. */
    public boolean needsStatements() {
        return !table.isEmpty() || !text.isEmpty() || !verdict.isEmpty();
    }

    /** Leaves the text out: it may be a literal. */
    @Override
    public String toString() {
        return "SessionSearch[" + subject + ", " + target + "]";
    }
}
