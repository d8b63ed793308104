package dev.hoop.gateway.engine.detect;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Words beside a value that say what it is: the names of its column, and what stands before it in its text. Whole words only. */
final class Hints {
    private static final int WINDOW = 48;
    private static final int MOST_WORDS = 5;
    private static final int LONGEST_WORD = 12;

    /** What is derived from a value, or counts values, is not the value. */
    private static final Set<String> OTHERWISE = Set.of(
            "hash", "digest", "checksum", "sha", "md", "hmac", "uuid", "guid", "count", "version", "sequence", "seq");

    private static final Set<String> FILLERS = Set.of("no", "nr", "num", "number", "nummer", "is", "ist", "at", "n");

    private Hints() {}

    /** The entities that names of columns speak of: {@code cardNumber}, {@code social_security_no}. */
    static Set<Entity> of(Iterable<String> names) {
        Set<Entity> hinted = EnumSet.noneOf(Entity.class);
        for (String name : names) {
            List<String> words = words(name, 0, name.length());
            if (words.stream().anyMatch(OTHERWISE::contains)) {
                continue;
            }
            for (Entity entity : Entity.values()) {
                if (anyOf(entity, words)) {
                    hinted.add(entity);
                }
            }
        }
        return hinted;
    }

    /** Whether one of the words before an index speaks of the entity. */
    static boolean before(String text, int at, Entity entity) {
        List<String> words = words(text, Math.max(0, at - WINDOW), at);
        return anyOf(entity, words.subList(Math.max(0, words.size() - MOST_WORDS), words.size()));
    }

    /** Whether the word right before an index speaks of the entity: {@code phone no. 123}. */
    static boolean rightBefore(String text, int at, Entity entity) {
        int from = Math.max(0, at - WINDOW);
        int end = at;
        while (end > from) {
            while (end > from && !Character.isLetter(text.charAt(end - 1))) {
                end--;
            }
            int start = end;
            while (start > from && Character.isLetter(text.charAt(start - 1))) {
                start--;
            }
            String word =
                    end - start > LONGEST_WORD ? "" : text.substring(start, end).toLowerCase(Locale.ROOT);
            if (!FILLERS.contains(word)) {
                return entity.words().contains(word);
            }
            end = start;
        }
        return false;
    }

    private static boolean anyOf(Entity entity, List<String> words) {
        for (int i = 0; i < words.size(); i++) {
            if (entity.words().contains(words.get(i))
                    || (i > 0 && entity.words().contains(words.get(i - 1) + words.get(i)))) {
                return true;
            }
        }
        return false;
    }

    /** Runs of letters, in lower case; a capital after a small letter begins a word. */
    private static List<String> words(String text, int from, int to) {
        List<String> words = new ArrayList<>();
        int start = -1;
        for (int i = from; i <= to; i++) {
            boolean letter = i < to && Character.isLetter(text.charAt(i));
            boolean capital = letter
                    && start >= 0
                    && Character.isUpperCase(text.charAt(i))
                    && Character.isLowerCase(text.charAt(i - 1));
            if (start >= 0 && (!letter || capital)) {
                words.add(text.substring(start, i).toLowerCase(Locale.ROOT));
                start = -1;
            }
            if (letter && start < 0) {
                start = i;
            }
        }
        return words;
    }
}
