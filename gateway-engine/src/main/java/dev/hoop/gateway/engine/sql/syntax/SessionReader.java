package dev.hoop.gateway.engine.sql.syntax;

import dev.hoop.gateway.engine.Dialect;
import dev.hoop.gateway.engine.ObjectUse;
import dev.hoop.gateway.engine.StatementKind;
import dev.hoop.gateway.engine.sql.syntax.SqlStatement.NamedObject;
import dev.hoop.gateway.engine.sql.syntax.SqlStatement.Recalled;
import dev.hoop.gateway.engine.sql.syntax.SqlStatement.Utility;
import dev.hoop.gateway.engine.sql.token.TokenType;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Reads transaction control, locks, and the statements about the session itself. */
final class SessionReader {
    private static final Set<String> TRANSACTION_WORDS = Set.of(
            "WORK",
            "TRANSACTION",
            "ISOLATION",
            "LEVEL",
            "SERIALIZABLE",
            "REPEATABLE",
            "READ",
            "COMMITTED",
            "UNCOMMITTED",
            "WRITE",
            "ONLY",
            "NOT",
            "DEFERRABLE",
            "WITH",
            "CONSISTENT",
            "SNAPSHOT",
            "AND",
            "NO",
            "CHAIN",
            "RELEASE");

    private final TokenStream tokens;
    private final SettingReader settings;
    private final ShowReader shows;

    SessionReader(TokenStream tokens) {
        this.tokens = tokens;
        this.settings = new SettingReader(tokens);
        this.shows = new ShowReader(tokens);
    }

    SqlStatement read() {
        String word = tokens.word(0);
        return switch (word) {
            case "SET" -> settings.set();
            case "RESET" -> settings.reset();
            case "DISCARD" -> settings.discard();
            case "USE" -> settings.use();
            case "SHOW" -> shows.read();
            case "LOCK", "UNLOCK" -> lock();
            case "UNLISTEN" -> unlisten();
            case "SAVEPOINT", "RELEASE" -> savepoint();
            case "FETCH", "MOVE" -> fetch();
            case "CLOSE", "DEALLOCATE" -> close();
            case "BEGIN", "START", "COMMIT", "ROLLBACK", "END", "ABORT" -> transaction();
            // NOTIFY and LISTEN carry texts from one session to another, past masks and trail
            default -> throw tokens.refuse(word + " is not understood");
        };
    }

    private Utility transaction() {
        String word = tokens.word(0);
        tokens.next();
        if (word.equals("START")) {
            tokens.expect("TRANSACTION");
        }
        if (word.equals("BEGIN") && tokens.isMysql() && !tokens.isAtEnd() && !tokens.isWord("WORK")) {
            throw tokens.refuse("a compound statement");
        }
        if (word.equals("END") && !tokens.is(Dialect.POSTGRESQL)) {
            throw tokens.refuse("END is not understood");
        }
        modes();
        if (word.equals("ROLLBACK") && tokens.accept("TO")) {
            tokens.accept("SAVEPOINT");
            tokens.name();
        }
        return Utility.of(StatementKind.TRANSACTION);
    }

    void modes() {
        while (tokens.isAnyWord(TRANSACTION_WORDS) || tokens.isSign(",")) {
            // which mode it is does not matter to what is read or written
            if (tokens.isWord("RELEASE") && !tokens.word(-1).equals("NO")) {
                throw tokens.refuse("RELEASE ends the connection, which is the gateway's");
            }
            tokens.next();
        }
    }

    private Utility savepoint() {
        tokens.next();
        tokens.accept("SAVEPOINT");
        tokens.name();
        return Utility.of(StatementKind.TRANSACTION);
    }

    private Utility lock() {
        boolean lock = tokens.next().isWord("LOCK");
        if (!tokens.accept("TABLE")) {
            if (tokens.isMysql()) {
                tokens.expect("TABLES");
            }
        }
        List<NamedObject> objects = new ArrayList<>();
        while (lock && tokens.isName()) {
            tokens.accept("ONLY");
            objects.add(new NamedObject(tokens.qualifiedName(), ObjectUse.Type.TABLE, ObjectUse.Access.LOCK));
            if (tokens.isMysql()) {
                tokens.accept("LOW_PRIORITY");
                tokens.acceptAny(Set.of("READ", "WRITE"));
                tokens.accept("LOCAL");
            }
            tokens.acceptSign(",");
        }
        if (tokens.accept("IN")) {
            while (!tokens.accept("MODE")) {
                if (!tokens.isType(TokenType.WORD)) {
                    throw tokens.refuse("a lock mode");
                }
                tokens.next();
            }
        }
        tokens.accept("NOWAIT");
        return Utility.about(Set.of(StatementKind.LOCKING_READ), objects, List.of());
    }

    /** {@code FETCH [direction] [FROM | IN] c}: the name stands last. */
    private SqlStatement fetch() {
        if (!tokens.is(Dialect.POSTGRESQL)) {
            throw tokens.refuse("FETCH is not understood");
        }
        boolean fetched = tokens.next().isWord("FETCH");
        while (!tokens.isLast()) {
            if (!tokens.isType(TokenType.WORD) && !tokens.isType(TokenType.NUMBER) && !tokens.isSign("-")) {
                throw tokens.refuse("FETCH is not understood");
            }
            tokens.next();
        }
        return new Recalled(tokens.sessionName(), true, fetched, List.of());
    }

    private Utility close() {
        if (!tokens.is(Dialect.POSTGRESQL)) {
            throw tokens.refuse("CLOSE is not understood");
        }
        tokens.next();
        tokens.accept("PREPARE");
        tokens.sessionName();
        return Utility.of(StatementKind.SESSION);
    }

    private Utility unlisten() {
        tokens.next();
        if (!tokens.acceptSign("*")) {
            tokens.name();
        }
        return Utility.of(StatementKind.SESSION);
    }
}
