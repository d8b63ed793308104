package dev.hoop.gateway.engine.detect;

import java.util.Set;
import java.util.function.Predicate;

/** Telephone numbers: reads what may be one and asks those who know the numbering plans, the longest reading first. */
final class Phones {
    private static final int FEWEST_DIGITS = 7;
    private static final int MOST_DIGITS = 15; // ITU-T E.164
    private static final int LONGEST = 30;
    private static final int LONGEST_EXTENSION = 6;

    private final PhoneNumbers numbers;
    private final Set<String> regions;

    Phones(PhoneNumbers numbers, Set<String> regions) {
        this.numbers = numbers;
        this.regions = regions;
    }

    /** The end of the number whose plus sign stands at an index, or -1. Where a number is announced its plan does not matter. */
    int endOfInternational(String text, int plus, boolean announced) {
        int end = longest(text, plus, number -> numbers.isAssignable(number, ""));
        return end < 0 && announced ? longest(text, plus, Phones::isNoDate) : end;
    }

    /** The end of a number in national form, or -1. One for North America shows by its brackets: {@code (201) 555-0123}. */
    int endOfNational(String text, int start, boolean announced) {
        if (announced) {
            return longest(text, start, Phones::isNoDate);
        }
        boolean brackets = isNorthAmerican(text, start);
        int end = brackets ? longest(text, start, number -> numbers.isAssignable(number, "US")) : -1;
        for (String region : regions) {
            int inRegion = end > 0 ? end : longest(text, start, number -> numbers.isAssignable(number, region));
            end = inRegion > 0 && (brackets || isPunctuated(text, start, inRegion)) ? inRegion : -1;
        }
        return end;
    }

    /** {@code 2024-01-31}, {@code 31.01.2024} and their like are announced by no one as numbers to call. */
    private static boolean isNoDate(String number) {
        return number.length() < 10
                || !((isMark(number.charAt(4)) && number.charAt(7) == number.charAt(4))
                        || (isMark(number.charAt(2))
                                && number.charAt(5) == number.charAt(2)
                                && !isMark(number.charAt(8))));
    }

    private static boolean isMark(char c) {
        return c == '-' || c == '.' || c == '/';
    }

    private static boolean isNorthAmerican(String text, int start) {
        return text.length() >= start + 13
                && text.charAt(start) == '('
                && text.charAt(start + 4) == ')'
                && Text.isDigit(text.charAt(start + 1));
    }

    private static boolean isPunctuated(String text, int start, int end) {
        for (int i = start; i < end; i++) {
            if (!Text.isDigit(text.charAt(i))) {
                return true;
            }
        }
        return text.charAt(start) == '0';
    }

    private static int longest(String text, int start, Predicate<String> valid) {
        int end = start + (text.charAt(start) == '+' ? 1 : 0);
        int digits = 0;
        int[] ends = new int[MOST_DIGITS + 1];
        while (end < text.length() && end - start < LONGEST && digits <= MOST_DIGITS) {
            char c = text.charAt(end);
            if (Text.isDigit(c)) {
                digits++;
            } else if (digits > MOST_DIGITS || !isPunctuation(text, end)) {
                break;
            }
            end++;
            if (Text.isDigit(c) && digits <= MOST_DIGITS) {
                ends[digits] = end;
            }
        }
        for (int count = Math.min(digits, MOST_DIGITS); count >= FEWEST_DIGITS; count--) {
            int stop = ends[count];
            boolean whole = stop > 0 && (stop >= text.length() || !Text.isDigit(text.charAt(stop)));
            if (whole && Text.ends(text, extended(text, stop)) && valid.test(text.substring(start, stop))) {
                return extended(text, stop);
            }
        }
        return -1;
    }

    /** One space, dash, dot or slash between digits, and brackets with a space before or after. */
    private static boolean isPunctuation(String text, int at) {
        char c = text.charAt(at);
        char before = at > 0 ? text.charAt(at - 1) : 0;
        return switch (c) {
            case ' ', '-', '.', '/' -> Text.isDigit(before) || before == ')';
            case '(' -> Text.isDigit(before) || before == ' ' || before == '+' || !Text.isWord(before);
            case ')' -> Text.isDigit(before);
            default -> false;
        };
    }

    /** The end with an extension, {@code x123} or {@code ext. 123}, where there is one. */
    private static int extended(String text, int end) {
        int at = end < text.length() && text.charAt(end) == ' ' ? end + 1 : end;
        if (text.regionMatches(true, at, "ext", 0, 3)) {
            at += 3;
            at += at < text.length() && text.charAt(at) == '.' ? 1 : 0;
            at += at < text.length() && text.charAt(at) == ' ' ? 1 : 0;
        } else if (at < text.length() && (text.charAt(at) | 0x20) == 'x') {
            at++;
        } else {
            return end;
        }
        int digits = at;
        while (digits < text.length() && digits - at <= LONGEST_EXTENSION && Text.isDigit(text.charAt(digits))) {
            digits++;
        }
        return digits > at && digits - at <= LONGEST_EXTENSION ? digits : end;
    }
}
