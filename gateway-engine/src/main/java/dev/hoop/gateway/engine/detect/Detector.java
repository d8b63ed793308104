package dev.hoop.gateway.engine.detect;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;

/**
 * Finds some entities in texts. One pass, time linear in the length of the text whatever it says.
 *
 * <p>A value is found only where it stands apart: not inside a longer number, word, identifier or hash. What too many other numbers look like
 * is found only beside a word, or in a column, that says what it is. Immutable and thread-safe.
 */
public final class Detector {
    private static final int LONGEST_RUN = 19;

    static final byte NOTHING = 0;
    static final byte DIGIT = 1;
    static final byte PLUS = 2;
    static final byte BRACKET = 3;
    static final byte AT = 4;
    static final byte COLON = 5;
    static final byte DASH = 6;
    static final byte CAPITAL_J = 7;
    static final byte KEY = 8;

    private final Set<Entity> entities;
    private final byte[] kinds = new byte[128];
    private final Format[][] byDigits = new Format[LONGEST_RUN + 1][];
    private final Format[] byLetters;
    private final Phones phones;

    /**
     * @param numbers asked for {@link Entity#PHONE}
     * @param regions ISO 3166 codes of countries whose national telephone numbers are meant as well
     */
    public Detector(Set<Entity> entities, PhoneNumbers numbers, Set<String> regions) {
        this.entities = entities.isEmpty() ? EnumSet.noneOf(Entity.class) : EnumSet.copyOf(entities);
        this.phones = new Phones(numbers, Set.copyOf(regions));
        List<Format> formats = Format.known().stream()
                .filter(format -> entities.contains(format.entity()))
                .toList();
        for (int digits = 0; digits <= LONGEST_RUN; digits++) {
            int leading = digits;
            byDigits[digits] = formats.stream()
                    .filter(format -> leading > 0 && format.leadingDigits() == leading)
                    .toArray(Format[]::new);
        }
        this.byLetters =
                formats.stream().filter(format -> format.leadingLetters() > 0).toArray(Format[]::new);
        triggers(formats);
    }

    private void triggers(List<Format> formats) {
        boolean digits = !formats.isEmpty() || finds(Entity.IBAN) || finds(Entity.IP_ADDRESS) || finds(Entity.PHONE);
        for (char c = '0'; c <= '9'; c++) {
            trigger(c, digits, DIGIT);
        }
        trigger('+', finds(Entity.PHONE), PLUS);
        trigger('(', finds(Entity.PHONE), BRACKET);
        trigger('@', finds(Entity.EMAIL), AT);
        trigger(':', finds(Entity.IP_ADDRESS), COLON);
        for (char c : Keys.triggers().toCharArray()) {
            trigger(c, finds(Entity.API_KEY), KEY);
        }
        trigger('-', finds(Entity.API_KEY) || finds(Entity.PRIVATE_KEY), DASH);
        trigger('J', finds(Entity.JWT), CAPITAL_J);
    }

    private void trigger(char c, boolean wanted, byte kind) {
        if (wanted) {
            kinds[c] = kind;
        }
    }

    /** The entities that the names of a column speak of; in such a column also what is otherwise too common counts. */
    public static Set<Entity> hints(Iterable<String> columnNames) {
        return Hints.of(columnNames);
    }

    /** A text with its digits, spaces and dashes as ASCII has them, and without characters that have no width. */
    public static String canonical(String text) {
        return Canonical.of(text).text();
    }

    /**
     * What there is, in the order of the text, without overlaps: the longest wins, then what {@link Entity} names first.
     *
     * @param hinted what the value's column is known to hold
     */
    public List<Finding> find(String text, Set<Entity> hinted) {
        Canonical canonical = Canonical.of(text);
        List<Finding> found = new Scan(this, canonical.text(), hinted).findings();
        return found.isEmpty() ? found : apart(found, canonical);
    }

    private static List<Finding> apart(List<Finding> found, Canonical canonical) {
        List<Finding> best = new ArrayList<>(found);
        best.sort(Comparator.comparingInt(Finding::length)
                .reversed()
                .thenComparing(Finding::entity)
                .thenComparing(Finding::start));
        return withoutOverlaps(best).stream()
                .map(finding -> new Finding(
                        finding.entity(), canonical.origin(finding.start()), canonical.origin(finding.end())))
                .toList();
    }

    private static List<Finding> withoutOverlaps(List<Finding> best) {
        TreeMap<Integer, Finding> kept = new TreeMap<>();
        for (Finding finding : best) {
            var before = kept.lowerEntry(finding.end());
            if (before == null || before.getValue().end() <= finding.start()) {
                kept.put(finding.start(), finding);
            }
        }
        return List.copyOf(kept.values());
    }

    boolean finds(Entity entity) {
        return entities.contains(entity);
    }

    byte kind(char c) {
        return c < kinds.length ? kinds[c] : NOTHING;
    }

    /** Formats that begin with a run of so many digits. */
    Format[] beginningWith(int digits) {
        return digits < byDigits.length ? byDigits[digits] : byDigits[0];
    }

    Format[] beginningWithLetters() {
        return byLetters;
    }

    Phones phones() {
        return phones;
    }
}
