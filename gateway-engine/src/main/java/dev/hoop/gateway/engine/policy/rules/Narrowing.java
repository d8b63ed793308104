package dev.hoop.gateway.engine.policy.rules;

import dev.hoop.gateway.engine.Claim;
import dev.hoop.gateway.engine.StatementKind;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * What reviewers leave of a grant without touching the policy file: some kinds of statements, some tables. It is laid over the grant, and
 * both must allow, so that it takes away and never gives.
 *
 * @param allow the words for kinds that stay; all when empty
 * @param tables patterns of objects that stay, {@code target.schema.table}; all when empty
 */
public record Narrowing(List<String> allow, List<String> tables) {
    private static final int MOST = 200;
    private static final List<String> READING = List.of("read", "files-read");

    /** Checks every word. @throws IllegalArgumentException which says what is wrong, when one is none or nothing is taken away */
    public Narrowing {
        allow = List.copyOf(new TreeSet<>(allow));
        tables = List.copyOf(new TreeSet<>(tables));
        if (allow.isEmpty() && tables.isEmpty()) {
            throw new IllegalArgumentException("nothing is narrowed; name the kinds that stay, or the tables");
        }
        if (allow.size() > MOST || tables.size() > MOST) {
            throw new IllegalArgumentException("no more than " + MOST + " kinds or tables can be named");
        }
        for (String word : allow) {
            if (!KindWords.words().containsKey(word)) {
                throw new IllegalArgumentException("'" + word + "' is no kind of statement; write for example select");
            }
        }
        for (String table : tables) {
            if (TablePattern.parse(table).isEmpty()) {
                throw new IllegalArgumentException("'" + table + "' is not of the form target.schema.table");
            }
        }
    }

    /** Reading alone. */
    public static Narrowing readOnly() {
        return new Narrowing(READING, List.of());
    }

    /** No more than what every driver needs to hold a session. */
    public static Narrowing nothing() {
        return new Narrowing(List.of("metadata"), List.of());
    }

    /** Of what stays, reading alone. */
    public Narrowing onlyReading() {
        if (allow.isEmpty()) {
            return new Narrowing(READING, tables);
        }
        Set<StatementKind> both = kinds(allow);
        both.retainAll(kinds(READING));
        return both.isEmpty()
                ? nothing()
                : new Narrowing(both.stream().map(StatementKind::policyName).toList(), tables);
    }

    /** Whether statements of this kind stay, as far as the kind goes. */
    boolean leaves(StatementKind kind) {
        return allow.isEmpty()
                || KindWords.IMPLIED.contains(kind)
                || kinds(allow).contains(kind);
    }

    /** Whether the statement stays within the tables. On a host nothing is a table. */
    boolean reaches(Claim claim) {
        return tables.isEmpty() || (claim.facts().command().isEmpty() && TablePattern.cover(patterns(), claim));
    }

    private List<TablePattern> patterns() {
        return tables.stream()
                .flatMap(table -> TablePattern.parse(table).stream())
                .toList();
    }

    private static Set<StatementKind> kinds(Collection<String> words) {
        Set<StatementKind> kinds = EnumSet.noneOf(StatementKind.class);
        words.forEach(word -> kinds.addAll(KindWords.words().getOrDefault(word, Set.of())));
        return kinds;
    }

    /** {@code only select; only of shop.public.orders}. */
    public String words() {
        String kinds = allow.isEmpty() ? "" : "only " + String.join(", ", allow);
        String names = tables.isEmpty() ? "" : "only of " + String.join(", ", tables);
        return kinds + (kinds.isEmpty() || names.isEmpty() ? "" : "; ") + names;
    }
}
