package dev.hoop.gateway.server.connectors.jdbc;

import dev.hoop.gateway.engine.FunctionUse;
import dev.hoop.gateway.engine.StatementFacts;
import dev.hoop.gateway.engine.StatementKind;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Whether a statement may leave something on its connection that a later statement of another session would meet: a setting, a temporary
 * object, a lock, a variable. What is not known to leave nothing counts as leaving something.
 */
enum Imprint {
    NONE,
    LEFT;

    private static final Set<StatementKind> TRACELESS = Set.of(
            StatementKind.SELECT,
            StatementKind.LOCKING_READ,
            StatementKind.INSERT,
            StatementKind.UPDATE,
            StatementKind.DELETE,
            StatementKind.MERGE,
            StatementKind.BULK_LOAD,
            StatementKind.BULK_EXPORT,
            StatementKind.CREATE,
            StatementKind.ALTER,
            StatementKind.DROP,
            StatementKind.TRUNCATE,
            StatementKind.PRIVILEGE,
            StatementKind.TRANSACTION,
            StatementKind.METADATA,
            StatementKind.EXPLAIN,
            StatementKind.EXPLAIN_EXECUTE);

    /** Functions with an effect, but none that stays on the connection, apart from what {@link #RECALLING} asks for. */
    private static final Set<String> TRACELESS_FUNCTIONS = Set.of(
            "nextval", "setval", "pg_sleep", "pg_sleep_for", "pg_sleep_until", "sleep", "txid_current", "benchmark");

    /** Functions whose effect stays on the connection though it is harmless there. */
    private static final Set<String> LEAVING = Set.of(
            "pg_advisory_unlock",
            "pg_advisory_unlock_shared",
            "pg_try_advisory_lock",
            "pg_try_advisory_lock_shared",
            "set_config");

    /** Functions that answer from what an earlier statement left on the connection. */
    private static final Set<String> RECALLING =
            Set.of("currval", "lastval", "last_insert_id", "identity", "scope_identity", "found_rows", "row_count");

    /** Generous on purpose: a table called temp costs a pinned connection, a temporary table missed would cost a leak. */
    private static final Pattern TRACES = Pattern.compile(
            "\\b(temp|temporary|pg_temp\\w*)\\b" // temporary objects
                    + "|@\\S+\\s*:=|\\binto\\s+@|\\bset\\s*\\(\\s*@" // variables
                    + "|\\b(prepare|declare)\\b" // statements and cursors that are named
                    + "|^\\s*(un)?lock\\s+tables?\\b",
            Pattern.CASE_INSENSITIVE);

    private static final Pattern BEGINS =
            Pattern.compile("\\s*(begin|start|savepoint|release)\\b[^;]*;?\\s*", Pattern.CASE_INSENSITIVE);

    /** Settings of the transaction alone, which change neither how names nor how texts are read. */
    private static final Set<String> TRANSACTIONS = Set.of("transaction", "transaction isolation level");

    static Imprint of(StatementFacts facts) {
        boolean traceless = facts.complete()
                && TRACELESS.containsAll(facts.kinds())
                && facts.functions().stream().allMatch(Imprint::leavesNothing)
                && !TRACES.matcher(facts.executable()).find();
        return traceless ? NONE : LEFT;
    }

    /**
     * Whether the session's settings may be others afterwards. Asking for them is a query, and must not be sent where it is not needed: SET
     * TRANSACTION takes no query before it.
     */
    static boolean changesSettings(StatementFacts facts) {
        return !facts.complete()
                || facts.kinds().stream().anyMatch(kind -> switch (kind) {
                    case SESSION ->
                        !TRANSACTIONS.containsAll(facts.settings())
                                || facts.settings().isEmpty();
                    case TRANSACTION -> !BEGINS.matcher(facts.executable()).matches();
                    case CALL, ADMIN, OPAQUE, CREATE, ALTER, DROP -> true;
                    default -> false;
                })
                || facts.functions().stream().anyMatch(use -> !leavesNothing(use));
    }

    /** Whether the statement asks for what an earlier one left behind: it makes sense on the same connection only. */
    static boolean recalls(StatementFacts facts) {
        return facts.functions().stream().anyMatch(use -> RECALLING.contains(builtInName(use)));
    }

    Imprint and(Imprint other) {
        return this == LEFT ? LEFT : other;
    }

    private static boolean leavesNothing(FunctionUse use) {
        return switch (use.purity()) {
            case PURE, VOLATILE -> !LEAVING.contains(builtInName(use));
            case SIDE_EFFECT, UNKNOWN ->
                TRACELESS_FUNCTIONS.contains(builtInName(use)) || RECALLING.contains(builtInName(use));
        };
    }

    /** The name of a built-in function; one of theirs keeps its schema and so matches none. */
    private static String builtInName(FunctionUse use) {
        String name = use.name().toLowerCase(Locale.ROOT);
        return name.startsWith("pg_catalog.") ? name.substring("pg_catalog.".length()) : name;
    }
}
