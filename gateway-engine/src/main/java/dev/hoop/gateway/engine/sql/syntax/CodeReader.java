package dev.hoop.gateway.engine.sql.syntax;

import dev.hoop.gateway.engine.Dialect;
import dev.hoop.gateway.engine.ObjectUse;
import dev.hoop.gateway.engine.ObjectUse.Access;
import dev.hoop.gateway.engine.StatementKind;
import dev.hoop.gateway.engine.sql.syntax.SqlStatement.NamedObject;
import dev.hoop.gateway.engine.sql.syntax.SqlStatement.Utility;
import dev.hoop.gateway.engine.sql.token.TokenType;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Reads definitions of code, and code that runs at once: routines, triggers, rules, blocks. What the code does is not read; it is opaque,
 * and runs only for those to whom policy gives that by name. Code that reaches outside of the database is refused.
 */
final class CodeReader {
    /** What holds code, by dialect: H2's holds Java and is refused. */
    private static final Set<String> POSTGRESQL =
            Set.of("FUNCTION", "PROCEDURE", "TRIGGER", "CONSTRAINT", "RULE", "POLICY", "AGGREGATE", "OPERATOR", "CAST");

    private static final Set<String> MYSQL = Set.of("FUNCTION", "PROCEDURE", "TRIGGER");

    private static final Set<String> LANGUAGES = Set.of("sql", "plpgsql");

    private final TokenStream tokens;

    CodeReader(TokenStream tokens) {
        this.tokens = tokens;
    }

    /** Whether a kind of object, which stands behind CREATE, ALTER or DROP, holds code that may be opened. */
    boolean holdsCode(String kind) {
        return tokens.is(Dialect.POSTGRESQL) ? POSTGRESQL.contains(kind) : tokens.isMysql() && MYSQL.contains(kind);
    }

    /** The rest of a definition whose kind has been read. */
    SqlStatement definition(StatementKind change, Access access, String kind) {
        List<NamedObject> objects = new ArrayList<>();
        if (tokens.isName() && (kind.equals("FUNCTION") || kind.equals("PROCEDURE"))) {
            objects.add(new NamedObject(tokens.qualifiedName(), ObjectUse.Type.FUNCTION, access));
        }
        String before = kind.equals("RULE") ? "TO" : "ON";
        boolean onTable = !objects.isEmpty() || kind.equals("AGGREGATE") || kind.equals("OPERATOR");
        while (!tokens.isAtEnd()) {
            if (!onTable && tokens.isWord(before) && tokens.isName(1)) {
                tokens.next();
                objects.add(new NamedObject(tokens.qualifiedName(), ObjectUse.Type.TABLE, Access.ALTER));
                onTable = true;
            } else {
                code();
            }
        }
        return Utility.about(Set.of(change, StatementKind.OPAQUE), objects, List.of());
    }

    /** {@code DO $$ … $$}: a block that runs at once. */
    SqlStatement block() {
        if (!tokens.is(Dialect.POSTGRESQL)) {
            throw tokens.refuse("expected a query");
        }
        tokens.next();
        while (!tokens.isAtEnd()) {
            code();
        }
        return Utility.about(Set.of(StatementKind.CALL, StatementKind.OPAQUE), List.of(), List.of());
    }

    private void code() {
        if (tokens.isType(TokenType.PARAMETER)) {
            throw tokens.refuse("a parameter in code");
        }
        if (tokens.accept("LANGUAGE")) {
            String language = tokens.isAtEnd() ? "" : tokens.token().value().toLowerCase(Locale.ROOT);
            if (!LANGUAGES.contains(language)) {
                throw tokens.refuse("code in a language other than SQL and PL/pgSQL");
            }
        } else if (tokens.isMysql() && tokens.isWord("SONAME")) {
            throw tokens.refuse("code of a library");
        }
        tokens.next();
    }
}
