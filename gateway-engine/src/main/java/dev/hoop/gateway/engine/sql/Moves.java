package dev.hoop.gateway.engine.sql;

import dev.hoop.gateway.engine.FunctionUse;
import dev.hoop.gateway.engine.FunctionUse.Purity;
import dev.hoop.gateway.engine.StatementKind;
import dev.hoop.gateway.engine.sql.syntax.SqlStatement;
import dev.hoop.gateway.engine.sql.syntax.SqlStatement.Utility;
import dev.hoop.gateway.engine.sql.token.Tokens;
import java.util.Locale;
import java.util.Set;

/** What a statement may do to the meaning of names in the statements behind it in the same text, which are read before any of them runs. */
enum Moves {
    NOTHING,
    /** Something has gone, and what it hid is seen. */
    UNCOVERS,
    /** Any name may stand for something else. */
    EVERYTHING;

    /** The first words of statements that end a transaction or a part of it. */
    private static final Set<String> ENDING = Set.of("COMMIT", "END", "ROLLBACK", "ABORT");

    /** Settings that change where names are looked up, whose rights hold, or how a text is read. */
    private static final Set<String> READING = Set.of(
            "all",
            "backslash_quote",
            "character_set",
            "client_encoding",
            "database",
            "mode",
            "names",
            "non_keywords",
            "role",
            "row_security",
            "schema_search_path",
            "search_path",
            "session_authorization",
            "sql_mode",
            "standard_conforming_strings");

    static Moves of(SqlStatement statement, Tokens tokens) {
        if (!(statement instanceof Utility utility)) {
            return NOTHING;
        }
        Moves most = NOTHING;
        for (StatementKind kind : utility.kinds()) {
            Moves moves = of(kind, utility, tokens);
            most = moves.compareTo(most) > 0 ? moves : most;
        }
        return most;
    }

    /** A function whose body is not known may do anything. */
    static Moves of(Set<FunctionUse> called) {
        return called.stream().anyMatch(use -> use.purity() == Purity.UNKNOWN || use.purity() == Purity.SIDE_EFFECT)
                ? EVERYTHING
                : NOTHING;
    }

    private static Moves of(StatementKind kind, Utility utility, Tokens tokens) {
        return switch (kind) {
            case ALTER, DROP -> UNCOVERS;
            case CALL, ADMIN -> EVERYTHING;
            case SESSION -> utility.settings().stream().anyMatch(READING::contains) ? EVERYTHING : NOTHING;
            case TRANSACTION ->
                ENDING.contains(tokens.list().get(0).value().toUpperCase(Locale.ROOT)) ? EVERYTHING : NOTHING;
            default -> NOTHING;
        };
    }
}
