package dev.hoop.gateway.engine;

import java.lang.Character.UnicodeScript;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Words that are not what they look like: those whose letters are of several scripts (as in Unicode Technical Standard 39, §5.1, where
 * Japanese and Korean count as one), and those that are not ASCII and read as if they were. An aid for people, not a boundary: letters look
 * alike in one font and not in another, and of the look-alikes only the common ones are known here.
 */
final class LookalikeWords {
    private static final int MOST = 8;
    private static final int LONGEST = 60;

    /** Scripts that are written together. */
    private static final List<Set<UnicodeScript>> TOGETHER = List.of(
            EnumSet.of(UnicodeScript.HAN, UnicodeScript.HIRAGANA, UnicodeScript.KATAKANA),
            EnumSet.of(UnicodeScript.HAN, UnicodeScript.HANGUL),
            EnumSet.of(UnicodeScript.HAN, UnicodeScript.BOPOMOFO));

    /** A letter, and the ASCII letter it is taken for. */
    private static final Map<Integer, Integer> LIKE = new HashMap<>();

    static {
        alike("аaеeоoрpсcуyхxѕsіiјjһhԁdԛqԝwӏlѵvьbԍgүyЅSІIЈJАAВBЕEКKМMНHОOРPСCТTУYХXҮYԌGԚQԜWӀI"); // Cyrillic
        alike("αaοoρpνvυuιiχxηnγyωwΑAΒBΕEΖZΗHΙIΚKΜMΝNΟOΡPΤTΥYΧX"); // Greek
        alike("օoոnսuհhյjցgզqՕOՍUՏS"); // Armenian
        alike("ᎪAᏴBᏟCᎬEᏀGᎻHᎥiᎫJᏦKᏞLᎷMᏢPᎡRᏚSᎢTᏙVᎳWᏃZ"); // Cherokee
        alike("ıiɑaɡgɩiʟlɪiʀrꜱsʏyǀlƅb"); // Latin itself
    }

    private LookalikeWords() {}

    private static void alike(String pairs) {
        int[] points = pairs.codePoints().toArray();
        for (int i = 0; i < points.length; i += 2) {
            LIKE.put(points[i], points[i + 1]);
        }
    }

    /** One sentence for each word one must look at twice, the first few. */
    static List<String> warnings(String text) {
        Set<String> words = new LinkedHashSet<>();
        StringBuilder word = new StringBuilder();
        text.codePoints().forEach(point -> {
            if (isOfAWord(point)) {
                word.appendCodePoint(point);
            } else {
                end(word, words);
            }
        });
        end(word, words);
        List<String> warnings = new ArrayList<>();
        words.forEach(each -> warn(each, warnings));
        return warnings.size() <= MOST
                ? warnings
                : List.copyOf(warnings.subList(0, MOST)); // one is enough to look, and a text may hold thousands
    }

    private static boolean isOfAWord(int point) {
        return Character.isLetterOrDigit(point)
                || point == '_'
                || Character.getType(point) == Character.NON_SPACING_MARK
                || Character.getType(point) == Character.COMBINING_SPACING_MARK;
    }

    private static void end(StringBuilder word, Set<String> words) {
        if (word.chars().anyMatch(letter -> letter > 0x7f)) {
            words.add(word.toString());
        }
        word.setLength(0);
    }

    private static void warn(String word, List<String> warnings) {
        Set<UnicodeScript> scripts = EnumSet.noneOf(UnicodeScript.class);
        word.codePoints()
                .mapToObj(UnicodeScript::of)
                .filter(script -> script != UnicodeScript.COMMON && script != UnicodeScript.INHERITED)
                .forEach(scripts::add);
        String read = read(word);
        boolean mixes = scripts.size() > 1 && TOGETHER.stream().noneMatch(set -> set.containsAll(scripts));
        boolean deceives = read.chars().allMatch(letter -> letter <= 0x7f);
        if (mixes || deceives) {
            warnings.add("The word " + shown(word)
                    + (mixes ? " mixes letters of " + names(scripts) : " is not written in ASCII")
                    + (deceives ? " and reads like " + cut(read) : "")
                    + ".");
        }
    }

    /** As it is read: what stands for compatible or similar letters as these. */
    private static String read(String word) {
        StringBuilder read = new StringBuilder();
        Normalizer.normalize(word, Normalizer.Form.NFKC)
                .codePoints()
                .forEach(point -> read.appendCodePoint(LIKE.getOrDefault(point, point)));
        return read.toString();
    }

    private static String names(Set<UnicodeScript> scripts) {
        return scripts.stream()
                .map(script -> script.name().charAt(0)
                        + script.name().substring(1).toLowerCase(Locale.ROOT).replace('_', ' '))
                .collect(Collectors.joining(" and "));
    }

    /** With every letter beyond ASCII by its number. */
    private static String shown(String word) {
        StringBuilder shown = new StringBuilder();
        word.codePoints().forEach(point -> {
            if (point > 0x7f) {
                shown.append('‹').append(VisibleText.name(point)).append('›');
            } else {
                shown.appendCodePoint(point);
            }
        });
        return cut(shown.toString());
    }

    private static String cut(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
    }
}
