package dev.hoop.gateway.engine.sql;

import dev.hoop.gateway.engine.FunctionUse;
import dev.hoop.gateway.engine.FunctionUse.Purity;
import dev.hoop.gateway.engine.ObjectName;
import dev.hoop.gateway.engine.sql.function.BuiltIn;
import dev.hoop.gateway.engine.sql.function.BuiltIns;
import dev.hoop.gateway.engine.sql.syntax.Identifier;
import dev.hoop.gateway.engine.sql.token.Token;
import dev.hoop.gateway.engine.sql.token.Tokens;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Finds out which function a name calls. A user's routine of the same name as a built-in one may be chosen by the types of its arguments,
 * which are not known here: so wherever one exists in the search path, it counts as called.
 */
final class Functions {
    /** Functions with an effect, as migration tools call them to wait for each other and to say where they are. */
    private static final Set<String> TELL_NOTHING_ELSE = Set.of(
            "pg_advisory_lock",
            "pg_advisory_lock_shared",
            "pg_advisory_unlock",
            "pg_advisory_unlock_all",
            "pg_advisory_unlock_shared",
            "pg_advisory_xact_lock",
            "pg_advisory_xact_lock_shared",
            "pg_try_advisory_lock",
            "pg_try_advisory_lock_shared",
            "pg_try_advisory_xact_lock",
            "pg_try_advisory_xact_lock_shared",
            "pg_notify",
            "pg_sleep",
            "pg_sleep_for",
            "pg_sleep_until",
            "get_lock",
            "is_free_lock",
            "is_used_lock",
            "lo_get", // a large object is a value of its own, of no column
            "release_all_locks",
            "release_lock",
            "set_config",
            "setval",
            "sleep");

    private final Names names;
    private final BuiltIns builtIns;
    private final Findings findings;

    Functions(Names names, Findings findings) {
        this.names = names;
        this.builtIns = BuiltIns.of(names.dialect());
        this.findings = findings;
    }

    /** Records the call; the built-in function, or empty if it is a user's or not known. */
    Optional<BuiltIn> called(List<Identifier> name, int arguments) {
        Optional<FunctionUse> users = users(name);
        if (users.isPresent()) {
            findings.functions.add(users.get());
            return Optional.empty();
        }
        Optional<BuiltIn> found = builtIn(name);
        if (found.isEmpty()) {
            String text = text(name);
            findings.functions.add(new FunctionUse(text, Purity.UNKNOWN));
            findings.gap("the function '" + text + "' is not known");
            return found;
        }
        findings.functions.add(new FunctionUse(found.get().name(), purity(found.get(), arguments)));
        return found;
    }

    /** Records a name which may be a function's, or an operator: only what is known to be one counts. */
    void perhapsCalled(List<Identifier> name) {
        String last = name.get(name.size() - 1).value();
        if (!last.isEmpty()
                && !Character.isJavaIdentifierPart(last.charAt(0))
                && names.catalogue().hasRoutine(last)) {
            operator(last);
            return;
        }
        users(name)
                .ifPresentOrElse(
                        findings.functions::add,
                        () -> builtIn(name)
                                .ifPresent(found ->
                                        findings.functions.add(new FunctionUse(found.name(), purity(found, 0)))));
    }

    /** Records the use of an operator that is not the database's own. */
    void operator(String sign) {
        if (builtIns.hasOperator(sign) && !names.catalogue().hasRoutine(sign)) {
            return;
        }
        findings.functions.add(new FunctionUse("operator " + sign, Purity.UNKNOWN));
        if (!names.catalogue().hasRoutine(sign.substring(sign.lastIndexOf('.') + 1))) {
            findings.gap("an operator is not known");
        }
    }

    /** Whether a name is a function's, of users or built in. */
    boolean isFunction(List<Identifier> name) {
        return routineOf(name).isPresent() || builtIn(name).isPresent();
    }

    /** Records which functions of users run because values of types that the statement names, or reads rows with, are converted. */
    void converted(Tokens statement) {
        Map<String, Set<ObjectName>> conversions = names.catalogue().types().conversions();
        if (conversions.isEmpty()) {
            return;
        }
        run(conversions.getOrDefault("", Set.of()));
        for (Token token : statement.list()) {
            if (token.isName()) {
                run(conversions.getOrDefault(token.value(), Set.of()));
            }
        }
    }

    private void run(Set<ObjectName> conversions) {
        conversions.forEach(
                conversion -> findings.functions.add(new FunctionUse(conversion.toString(), Purity.UNKNOWN)));
    }

    /** Whether the number of rows depends on the arguments. */
    boolean givesRows(BuiltIn function) {
        return builtIns.givesRows(function);
    }

    private static Purity purity(BuiltIn found, int arguments) {
        return switch (found.kind()) {
            case PURE, AGGREGATE, WINDOW -> Purity.PURE;
            case VOLATILE, SEQUENCE -> Purity.VOLATILE;
            case SIDE_EFFECT -> answersOnly(found, arguments) ? Purity.VOLATILE : Purity.SIDE_EFFECT;
        };
    }

    /** Whether calling the function does nothing but answer: LAST_INSERT_ID stores its argument if it has one. */
    static boolean answersOnly(BuiltIn found, int arguments) {
        return found.kind() != BuiltIn.Kind.SIDE_EFFECT || (found.name().equals("last_insert_id") && arguments == 0);
    }

    /** Whether what the function gives holds nothing but what its arguments hold: that a lock was got is no value of a table. */
    static boolean tellsNothingElse(BuiltIn found) {
        return TELL_NOTHING_ELSE.contains(found.name());
    }

    private Optional<BuiltIn> builtIn(List<Identifier> name) {
        String last = name.get(name.size() - 1).value();
        boolean exact = names.dialect() != dev.hoop.gateway.engine.Dialect.POSTGRESQL
                || last.equals(last.toLowerCase(Locale.ROOT));
        boolean own = name.size() == 1
                || (name.size() == 2
                        && !names.isMysql()
                        && names.isSystem(name.get(0).value()));
        return exact && own ? builtIns.find(last) : Optional.empty();
    }

    private Optional<FunctionUse> users(List<Identifier> name) {
        return routineOf(name).map(routine -> new FunctionUse(routine.name().toString(), Purity.UNKNOWN));
    }

    /** The columns that a user's function has in FROM; empty where it is not one, or they are not known. */
    List<String> columnsOf(List<Identifier> name) {
        return builtIn(name).isPresent()
                ? List.of()
                : routineOf(name).map(Routine::columns).orElse(List.of());
    }

    private Optional<Routine> routineOf(List<Identifier> name) {
        String last = name.get(name.size() - 1).value();
        if (!names.catalogue().hasRoutine(last)) {
            return Optional.empty();
        }
        if (name.size() > 1) {
            return routine(name.get(name.size() - 2).value(), last);
        }
        for (String schema : names.searchPath()) {
            Optional<Routine> found = routine(schema, last);
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    private Optional<Routine> routine(String schema, String name) {
        return names.catalogue().routineLike(schema, name, names.isMysql());
    }

    private static String text(List<Identifier> name) {
        StringBuilder text = new StringBuilder();
        name.forEach(part -> text.append(text.length() == 0 ? "" : ".").append(part.value()));
        return text.toString();
    }
}
