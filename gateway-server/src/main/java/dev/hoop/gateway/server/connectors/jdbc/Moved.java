package dev.hoop.gateway.server.connectors.jdbc;

import dev.hoop.gateway.engine.ObjectName;
import dev.hoop.gateway.engine.ObjectUse;
import dev.hoop.gateway.engine.StatementFacts;
import dev.hoop.gateway.engine.StatementKind;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The names to which a statement that defines something may give another meaning: those of new relations and schemas, and those whose words
 * all stand in the text that changes or drops some. Too many rather than too few. An index has no name that other statements use. What code
 * does by itself is not known.
 *
 * @param any whether a name may be meant that the text spells otherwise
 * @param words of names or of the text, folded
 * @param locked words of relations that nobody else can look up meanwhile, as whoever moves them next may want
 * @param schemas whether relations may be reached by another schema
 * @param code whether functions, types or what else has no rows may have changed
 */
record Moved(boolean any, Set<String> words, Set<String> locked, boolean schemas, boolean code) {
    static final Moved NOTHING = new Moved(false, Set.of(), Set.of(), false, false);

    /** {@code U&"\0061"}, also with another sign for the escape. */
    private static final Pattern ESCAPED_NAME = Pattern.compile("u&\"", Pattern.CASE_INSENSITIVE);

    private static final Pattern BETWEEN_WORDS = Pattern.compile("[^\\p{L}\\p{N}_$]+");

    /** A relation that a statement rests on, by the words of its names. */
    record Name(Set<String> relation, Set<String> schema) {
        private static Name of(ObjectName object) {
            return new Name(split(object.name()), split(object.schema()));
        }
    }

    Moved {
        words = Set.copyOf(words);
        locked = Set.copyOf(locked);
    }

    static Moved by(StatementFacts facts) {
        if (isLock(facts)) {
            return lock(split(facts.executable()));
        }
        List<ObjectUse> defined =
                facts.objects().stream().filter(Moved::isDefined).toList();
        boolean silent = defined.isEmpty() && !facts.objects().isEmpty();
        if (!defines(facts) || isLasting(facts) || (facts.complete() && (silent || isIndex(facts, defined)))) {
            return NOTHING;
        }
        boolean schemas = defined.stream().anyMatch(use -> use.type() == ObjectUse.Type.SCHEMA);
        boolean code = !facts.complete()
                || defined.isEmpty()
                || facts.kinds().contains(StatementKind.OPAQUE)
                || !defined.stream().allMatch(Moved::isRelationOrSchema);
        boolean isNew = facts.complete()
                && !facts.kinds().contains(StatementKind.ALTER)
                && !facts.kinds().contains(StatementKind.DROP);
        boolean any = !isNew && ESCAPED_NAME.matcher(facts.executable()).find();
        return new Moved(any, words(facts, defined, isNew), Set.of(), schemas, code);
    }

    /** What is changed or goes may be named otherwise behind it, as in RENAME TO; what is new has its own name alone, whatever it reads. */
    private static Set<String> words(StatementFacts facts, List<ObjectUse> defined, boolean isNew) {
        return isNew
                ? defined.stream()
                        .flatMap(use -> split(use.object().name()).stream())
                        .collect(Collectors.toUnmodifiableSet())
                : split(facts.executable());
    }

    /** LOCK TABLE, and not a query that locks rows. */
    private static boolean isLock(StatementFacts facts) {
        return facts.kinds().equals(Set.of(StatementKind.LOCKING_READ));
    }

    /** Only the strongest mode, which is the usual one, keeps others from looking a name up. */
    private static Moved lock(Set<String> words) {
        boolean weaker = words.contains("mode") && !words.containsAll(Set.of("access", "exclusive"));
        return weaker ? NOTHING : new Moved(false, Set.of(), words, false, false);
    }

    private static boolean defines(StatementFacts facts) {
        return facts.kinds().stream().anyMatch(kind -> switch (kind) {
            case CREATE, ALTER, DROP -> true;
            default -> false;
        });
    }

    private static boolean isLasting(StatementFacts facts) {
        return facts.complete()
                && facts.statementCount() == 1
                && LastingNames.after(facts.executable(), facts.dialect());
    }

    private static boolean isDefined(ObjectUse use) {
        return switch (use.access()) {
            case CREATE, ALTER, DROP -> true;
            default -> false;
        };
    }

    /** Whether only indexes come and go: a new one is known by the table it alters. */
    private static boolean isIndex(StatementFacts facts, List<ObjectUse> defined) {
        return defined.stream()
                .allMatch(use -> use.type() == ObjectUse.Type.INDEX
                        || (facts.kinds().equals(Set.of(StatementKind.CREATE))
                                && use.access() == ObjectUse.Access.ALTER));
    }

    private static boolean isRelationOrSchema(ObjectUse use) {
        return switch (use.type()) {
            case TABLE, VIEW, MATERIALIZED_VIEW, FOREIGN_TABLE, SEQUENCE, INDEX, NEW, SCHEMA -> true;
            case FUNCTION, TYPE, OTHER -> false;
        };
    }

    /** The names a statement rests on. */
    static List<Name> names(StatementFacts facts) {
        return facts.objects().stream()
                .map(use -> Name.of(use.object()))
                .distinct()
                .toList();
    }

    private static Set<String> split(String text) {
        return Arrays.stream(BETWEEN_WORDS.split(text))
                .filter(word -> !word.isEmpty())
                .map(word -> word.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT))
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Whether anything may be another afterwards, and not only kept from being looked up meanwhile. */
    boolean isDefinition() {
        return any || schemas || code || !words.isEmpty();
    }

    /** Whether one of the relations may be another afterwards. */
    boolean concerns(List<Name> names) {
        return any
                || names.stream()
                        .anyMatch(name ->
                                words.containsAll(name.relation()) || (schemas && words.containsAll(name.schema())));
    }

    /** As {@link #concerns}, or whether it may keep them from being looked up. */
    boolean holds(List<Name> names) {
        return concerns(names) || names.stream().anyMatch(name -> locked.containsAll(name.relation()));
    }

    /** As {@link #concerns}, or whether what is computed of them may be another. */
    boolean touches(List<Name> names) {
        return code || concerns(names);
    }

    Moved and(Moved other) {
        return new Moved(
                any || other.any,
                both(words, other.words),
                both(locked, other.locked),
                schemas || other.schemas,
                code || other.code);
    }

    private static Set<String> both(Set<String> some, Set<String> others) {
        Set<String> both = new HashSet<>(some);
        both.addAll(others);
        return both;
    }
}
