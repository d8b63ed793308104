package dev.hoop.gateway.engine.detect;

import static dev.hoop.gateway.engine.detect.CheckDigits.number;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Payment cards. One number in ten passes Luhn's check, so the issuer's prefix and length must fit as well; lengths which other numbers
 * have too (13 digits are article numbers, 12 and 17 to 19 are counters) need a word beside them or groups.
 */
final class CardNumbers {
    private static final String[] GROUPS = {
        "dddd dddd dddd dddd",
        "dddd dddddd ddddd",
        "dddd dddddd dddd",
        "dddd dddd dddd dddd ddd",
        "dddd dddd dddd dddd dd",
        "dddd dddd dddd ddd",
        "dddd dddd dddd",
        "dddd dddd ddddd",
        "dddddd ddddddddddddd"
    };
    private static final int FEWEST = 12;
    private static final int MOST = 19;

    private CardNumbers() {}

    static Stream<Format> formats() {
        List<String> shapes = new ArrayList<>();
        for (int length = FEWEST; length <= MOST; length++) {
            shapes.add("d".repeat(length));
        }
        for (String groups : GROUPS) {
            shapes.add(groups);
            shapes.add(groups.replace(' ', '-'));
            shapes.add(groups.replace(' ', '.'));
        }
        return Format.all(Entity.CARD_NUMBER, CardNumbers::check, shapes.toArray(String[]::new));
    }

    private static Certainty check(String digits, boolean grouped) {
        Certainty issued = issued(digits);
        if (issued == Certainty.NONE || !CheckDigits.luhn(digits) || CheckDigits.allEqual(digits)) {
            return Certainty.NONE;
        }
        return grouped ? Certainty.LIKELY : issued;
    }

    private static Certainty issued(String digits) {
        int length = digits.length();
        int two = number(digits, 0, 2);
        int three = number(digits, 0, 3);
        int four = number(digits, 0, 4);
        if (two / 10 == 4) { // Visa
            return when(length == 16, length == 13 || length == 18 || length == 19);
        } else if ((two >= 51 && two <= 55) || (four >= 2221 && four <= 2720)) { // Mastercard
            return when(length == 16, false);
        } else if (two == 34 || two == 37) { // American Express
            return when(length == 15, false);
        } else if (two == 35) { // JCB
            return when(length == 16 && four >= 3528 && four <= 3589, length >= 16);
        } else if (four == 1800 || four == 2131) { // JCB before 1989
            return when(false, length == 15);
        } else if ((three >= 300 && three <= 305) || three == 309 || two == 36 || two == 38 || two == 39) { // Diners
            return when(length == 14, length > 14);
        } else if (four >= 2200 && four <= 2204) { // Mir
            return when(length == 16, length > 16);
        } else if (two == 81 || two == 82 || four == 9792) { // RuPay, Troy
            return when(length == 16, false);
        } else if (two == 60 || two == 62 || two == 64 || two == 65) { // Discover, UnionPay
            return when(length == 16, true);
        } else if (two == 50 || (two >= 56 && two <= 69)) { // Maestro
            return when(length == 16, true);
        }
        return Certainty.NONE;
    }

    private static Certainty when(boolean likely, boolean possible) {
        return likely ? Certainty.LIKELY : possible ? Certainty.POSSIBLE : Certainty.NONE;
    }
}
