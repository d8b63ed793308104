package dev.hoop.gateway.engine.policy.rules;

import static dev.hoop.gateway.engine.StatementKind.*;

import dev.hoop.gateway.engine.StatementKind;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The words for kinds of statements in policy files: each kind by its own name, and groups of them. */
public final class KindWords {
    /** What every grant brings along: without it no driver can hold a session. Settings, plans and catalogue reads have guards of their own. */
    public static final Set<StatementKind> IMPLIED =
            Collections.unmodifiableSet(EnumSet.of(TRANSACTION, SESSION, METADATA, EXPLAIN, EXPLAIN_EXECUTE));

    static final Set<StatementKind> READING;

    /** What no group holds: only its own name grants it. */
    public static final Set<StatementKind> BY_NAME_ONLY =
            Collections.unmodifiableSet(EnumSet.of(ADMIN, SHELL, FORWARD, OPAQUE));

    private static final Map<String, Set<StatementKind>> WORDS = new TreeMap<>();

    static {
        EnumSet<StatementKind> reading = EnumSet.copyOf(IMPLIED);
        reading.add(SELECT);
        reading.add(FILE_READ);
        reading.add(FILE_LIST);
        READING = Collections.unmodifiableSet(reading);
        for (StatementKind kind : StatementKind.values()) {
            WORDS.put(kind.policyName(), Set.of(kind));
        }
        WORDS.put("read", Set.of(SELECT));
        WORDS.put("write", Set.of(INSERT, UPDATE, DELETE, MERGE));
        WORDS.put("dml", Set.of(SELECT, LOCKING_READ, INSERT, UPDATE, DELETE, MERGE));
        WORDS.put("ddl", Set.of(CREATE, ALTER, DROP, TRUNCATE));
        WORDS.put("bulk", Set.of(BULK_LOAD, BULK_EXPORT));
        WORDS.put("files-read", Set.of(FILE_READ, FILE_LIST));
        WORDS.put(
                "files",
                Set.of(FILE_READ, FILE_LIST, FILE_WRITE, FILE_RENAME, FILE_REMOVE, FILE_ATTRIBUTES, FILE_LINK));
        WORDS.put("all", Set.copyOf(EnumSet.complementOf(EnumSet.copyOf(BY_NAME_ONLY))));
    }

    private KindWords() {}

    /** Whether all of them only read. */
    public static boolean isReading(Set<StatementKind> kinds) {
        return READING.containsAll(kinds);
    }

    /** Every word with the kinds it means. */
    public static Map<String, Set<StatementKind>> words() {
        return Collections.unmodifiableMap(WORDS);
    }
}
