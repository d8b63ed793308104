package dev.hoop.gateway.engine.detect;

import static dev.hoop.gateway.engine.detect.CheckDigits.digit;
import static dev.hoop.gateway.engine.detect.CheckDigits.isDay;
import static dev.hoop.gateway.engine.detect.CheckDigits.luhn;
import static dev.hoop.gateway.engine.detect.CheckDigits.number;
import static dev.hoop.gateway.engine.detect.CheckDigits.weighted;

import java.util.function.Predicate;
import java.util.stream.Stream;

/** Identity, tax and health numbers of America, Africa, Asia and Australia, by the rules their authorities publish. */
final class OtherIds {
    private OtherIds() {}

    static Stream<Format> formats() {
        return Stream.of(
                        format(Entity.BR_CPF, OtherIds::cpf, Certainty.LIKELY, "ddd.ddd.ddd-dd", "ddddddddddd"),
                        format(
                                Entity.BR_CNPJ,
                                OtherIds::cnpj,
                                Certainty.LIKELY,
                                "dd.ddd.ddd/dddd-dd",
                                "dddddddddddddd"),
                        format(
                                Entity.IN_AADHAAR,
                                digits -> digit(digits, 0) >= 2 && CheckDigits.verhoeff(digits),
                                Certainty.POSSIBLE,
                                "dddd dddd dddd",
                                "dddd-dddd-dddd",
                                "dddddddddddd"),
                        format(
                                Entity.IN_PAN,
                                text -> "ABCFGHJLPT".indexOf(text.charAt(3)) >= 0,
                                Certainty.LIKELY,
                                "LLLLLddddL"),
                        format(Entity.AU_TFN, OtherIds::tfn, Certainty.POSSIBLE, "ddd ddd ddd", "ddddddddd"),
                        format(
                                Entity.AU_MEDICARE,
                                OtherIds::medicare,
                                Certainty.POSSIBLE,
                                "dddd ddddd d",
                                "dddd-ddddd-d",
                                "dddddddddd"),
                        format(
                                Entity.CA_SIN,
                                digits -> "08".indexOf(digits.charAt(0)) < 0 && luhn(digits),
                                Certainty.POSSIBLE,
                                "ddd ddd ddd",
                                "ddd-ddd-ddd",
                                "ddddddddd"),
                        format(Entity.SG_NRIC, OtherIds::nric, Certainty.LIKELY, "LdddddddL"),
                        format(Entity.KR_RRN, OtherIds::rrn, Certainty.POSSIBLE, "dddddd-ddddddd", "ddddddddddddd"),
                        format(Entity.ZA_ID, OtherIds::southAfrican, Certainty.LIKELY, "ddddddddddddd"),
                        format(Entity.TR_KIMLIK, OtherIds::kimlik, Certainty.LIKELY, "ddddddddddd"))
                .flatMap(formats -> formats);
    }

    private static Stream<Format> format(Entity entity, Predicate<String> valid, Certainty bare, String... shapes) {
        return Format.all(
                entity,
                (characters, grouped) -> !valid.test(characters) ? Certainty.NONE : grouped ? Certainty.LIKELY : bare,
                shapes);
    }

    private static boolean cpf(String digits) {
        int first = weighted(digits, 10, 9, 8, 7, 6, 5, 4, 3, 2) * 10 % 11 % 10;
        int second = weighted(digits, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2) * 10 % 11 % 10;
        return !CheckDigits.allEqual(digits) && first == digit(digits, 9) && second == digit(digits, 10);
    }

    private static boolean cnpj(String digits) {
        int first = weighted(digits, 5, 4, 3, 2, 9, 8, 7, 6, 5, 4, 3, 2) * 10 % 11 % 10;
        int second = weighted(digits, 6, 5, 4, 3, 2, 9, 8, 7, 6, 5, 4, 3, 2) * 10 % 11 % 10;
        return !CheckDigits.allEqual(digits) && first == digit(digits, 12) && second == digit(digits, 13);
    }

    private static boolean tfn(String digits) {
        int sum = weighted(digits, 1, 4, 3, 7, 5, 8, 6, 9, 10);
        return sum != 0 && sum % 11 == 0;
    }

    private static boolean medicare(String digits) {
        return digit(digits, 0) >= 2
                && digit(digits, 0) <= 6
                && weighted(digits, 1, 3, 7, 9, 1, 3, 7, 9) % 10 == digit(digits, 8);
    }

    private static boolean nric(String text) {
        int sum = weighted(text.substring(1), 2, 7, 6, 5, 4, 3, 2);
        char check = text.charAt(8);
        return switch (text.charAt(0)) {
            case 'S' -> "JZIHGFEDCBA".charAt(sum % 11) == check;
            case 'T' -> "JZIHGFEDCBA".charAt((sum + 4) % 11) == check;
            case 'F' -> "XWUTRQPNMLK".charAt(sum % 11) == check;
            case 'G' -> "XWUTRQPNMLK".charAt((sum + 4) % 11) == check;
            case 'M' -> "XWUTRQPNJLK".charAt((sum + 3) % 11) == check;
            default -> false;
        };
    }

    /** Numbers given out since 2020 have no check digit, so that the date and the century's digit are all there is. */
    private static boolean rrn(String digits) {
        int century = digit(digits, 6);
        return isDay(number(digits, 2, 4), number(digits, 4, 6)) && century >= 1 && century <= 8;
    }

    private static boolean southAfrican(String digits) {
        return isDay(number(digits, 2, 4), number(digits, 4, 6)) && digit(digits, 10) <= 1 && luhn(digits);
    }

    private static boolean kimlik(String digits) {
        int odd = weighted(digits, 1, 0, 1, 0, 1, 0, 1, 0, 1);
        int even = weighted(digits, 0, 1, 0, 1, 0, 1, 0, 1);
        int tenth = Math.floorMod(7 * odd - even, 10);
        return digit(digits, 0) != 0 && tenth == digit(digits, 9) && (odd + even + tenth) % 10 == digit(digits, 10);
    }
}
