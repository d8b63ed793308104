package dev.hoop.gateway.engine.detect;

import static dev.hoop.gateway.engine.detect.CheckDigits.digit;
import static dev.hoop.gateway.engine.detect.CheckDigits.isDay;
import static dev.hoop.gateway.engine.detect.CheckDigits.number;
import static dev.hoop.gateway.engine.detect.CheckDigits.remainder;
import static dev.hoop.gateway.engine.detect.CheckDigits.weighted;

import java.util.function.Predicate;
import java.util.stream.Stream;

/** Identity, tax and health numbers of European countries, by the rules their authorities publish. */
final class EuropeanIds {
    private static final String SPANISH = "TRWAGMYFPDXBNJZSQVHLCKE";
    private static final String FINNISH = "0123456789ABCDEFHJKLMNPRSTUVWXY";
    private static final int[] ITALIAN_ODD = {
        1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23
    };

    private EuropeanIds() {}

    static Stream<Format> formats() {
        return Stream.of(
                        certain(Entity.UK_NINO, EuropeanIds::nino, "LLddddddL", "LL dd dd dd L", "LL dddddd L"),
                        grouped(Entity.UK_NHS, EuropeanIds::nhs, "dddddddddd", "ddd ddd dddd", "ddd-ddd-dddd"),
                        certain(Entity.ES_NIF, EuropeanIds::nif, "ddddddddL", "dddddddd-L", "LdddddddL", "L-ddddddd-L"),
                        certain(Entity.IT_CODICE_FISCALE, EuropeanIds::codiceFiscale, "LLLLLLddLddLdddL"),
                        certain(Entity.PL_PESEL, EuropeanIds::pesel, "ddddddddddd"),
                        certain(Entity.DE_STEUER_ID, EuropeanIds::steuerId, "ddddddddddd", "dd ddd ddd ddd"),
                        certain(
                                Entity.FR_NIR,
                                EuropeanIds::nir,
                                "ddddddddddddddd",
                                "ddddddLdddddddd",
                                "d dd dd dd ddd ddd dd",
                                "d dd dd dL ddd ddd dd"),
                        grouped(
                                Entity.SE_PERSONNUMMER,
                                EuropeanIds::personnummer,
                                "dddddd-dddd",
                                "dddddd+dddd",
                                "dddddddd-dddd",
                                "dddddddddd",
                                "dddddddddddd"),
                        certain(Entity.FI_HETU, EuropeanIds::hetu, "dddddd-dddx", "dddddd+dddx", "ddddddLdddx"),
                        certain(Entity.NO_FODSELSNUMMER, EuropeanIds::fodselsnummer, "ddddddddddd", "dddddd ddddd"),
                        certain(Entity.BE_NATIONAL_NUMBER, EuropeanIds::belgian, "ddddddddddd", "dd.dd.dd-ddd.dd"),
                        certain(Entity.CH_AHV, EuropeanIds::ahv, "ddddddddddddd", "ddd.dddd.dddd.dd"),
                        grouped(Entity.NL_BSN, EuropeanIds::bsn, "ddddddddd", "dddd.dd.ddd", "dddd dd ddd"))
                .flatMap(formats -> formats);
    }

    /** What is rare enough by itself. */
    private static Stream<Format> certain(Entity entity, Predicate<String> valid, String... shapes) {
        return Format.all(
                entity, (characters, grouped) -> valid.test(characters) ? Certainty.LIKELY : Certainty.NONE, shapes);
    }

    /** What a tenth of all numbers pass: likely in groups only. */
    private static Stream<Format> grouped(Entity entity, Predicate<String> valid, String... shapes) {
        return Format.all(
                entity,
                (characters, grouped) ->
                        !valid.test(characters) ? Certainty.NONE : grouped ? Certainty.LIKELY : Certainty.POSSIBLE,
                shapes);
    }

    private static boolean nino(String text) {
        char first = text.charAt(0);
        char second = text.charAt(1);
        return "DFIQUV".indexOf(first) < 0 && "DFIQUVO".indexOf(second) < 0 && text.charAt(8) <= 'D';
    }

    private static boolean nhs(String digits) {
        int check = 11 - weighted(digits, 10, 9, 8, 7, 6, 5, 4, 3, 2) % 11;
        return !CheckDigits.allEqual(digits) && check % 11 == digit(digits, 9) && check != 10;
    }

    private static boolean nif(String text) {
        char first = text.charAt(0);
        int foreign = "XYZ".indexOf(first);
        if (Text.isLetter(first) && foreign < 0) {
            return false;
        }
        String digits = foreign < 0 ? text.substring(0, 8) : foreign + text.substring(1, 8);
        return SPANISH.charAt(Integer.parseInt(digits) % 23) == text.charAt(8);
    }

    private static boolean codiceFiscale(String text) {
        int sum = 0;
        for (int i = 0; i < 15; i++) {
            char c = text.charAt(i);
            int value = Text.isDigit(c) ? c - '0' : c - 'A';
            sum += i % 2 == 0 ? ITALIAN_ODD[value] : value;
        }
        int day = number(text, 9, 11) % 40;
        return "ABCDEHLMPRST".indexOf(text.charAt(8)) >= 0
                && day >= 1
                && day <= 31
                && 'A' + sum % 26 == text.charAt(15);
    }

    private static boolean pesel(String digits) {
        int sum = weighted(digits, 1, 3, 7, 9, 1, 3, 7, 9, 1, 3);
        return (10 - sum % 10) % 10 == digit(digits, 10) && isDay(number(digits, 2, 4) % 20, number(digits, 4, 6));
    }

    /** One of the first ten digits stands there twice or three times, all others once at most. */
    private static boolean steuerId(String digits) {
        int[] counts = new int[10];
        for (int i = 0; i < 10; i++) {
            counts[digit(digits, i)]++;
        }
        int repeated = 0;
        for (int count : counts) {
            repeated += count > 1 ? 1 : 0;
            if (count > 3) {
                return false;
            }
        }
        return repeated == 1 && digit(digits, 0) != 0 && CheckDigits.mod11And10(digits);
    }

    private static boolean nir(String text) {
        char corsica = text.charAt(6);
        if (Text.isLetter(corsica) && (corsica > 'B' || text.charAt(5) != '2')) {
            return false;
        }
        String department = corsica == 'A' ? "19" : corsica == 'B' ? "18" : text.substring(5, 7);
        String digits = text.substring(0, 5) + department + text.substring(7, 13);
        int month = number(text, 3, 5);
        return "123478".indexOf(text.charAt(0)) >= 0
                && ((month >= 1 && month <= 12) || (month >= 20 && month <= 42) || month >= 50)
                && 97 - remainder(digits, 97) == number(text, 13, 15);
    }

    private static boolean personnummer(String digits) {
        String ten = digits.substring(digits.length() - 10);
        int century = digits.length() == 12 ? number(digits, 0, 2) : 19;
        int day = number(ten, 4, 6);
        return (century == 19 || century == 20)
                && isDay(number(ten, 2, 4), day > 60 ? day - 60 : day)
                && CheckDigits.luhn(ten);
    }

    private static boolean hetu(String text) {
        boolean sign = text.length() == 11;
        int start = sign ? 7 : 6;
        if (sign && "YXWVUABCDEF".indexOf(text.charAt(6)) < 0) {
            return false;
        }
        String digits = text.substring(0, 6) + text.substring(start, start + 3);
        return digits.chars().allMatch(c -> Text.isDigit((char) c))
                && isDay(number(text, 2, 4), number(text, 0, 2))
                && FINNISH.charAt(Integer.parseInt(digits) % 31) == text.charAt(start + 3);
    }

    private static boolean fodselsnummer(String digits) {
        int day = number(digits, 0, 2);
        int month = number(digits, 2, 4) % 40;
        return isDay(month, day > 40 ? day - 40 : day)
                && weighted(digits, 3, 7, 6, 1, 8, 9, 4, 5, 2, 1) % 11 == 0
                && weighted(digits, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1) % 11 == 0;
    }

    private static boolean belgian(String digits) {
        int check = number(digits, 9, 11);
        int month = number(digits, 2, 4) % 20;
        String number = digits.substring(0, 9);
        return month <= 12
                && number(digits, 4, 6) <= 31
                && (97 - remainder(number, 97) == check || 97 - remainder("2" + number, 97) == check);
    }

    private static boolean ahv(String digits) {
        int sum = weighted(digits, 1, 3, 1, 3, 1, 3, 1, 3, 1, 3, 1, 3);
        return digits.startsWith("756") && (10 - sum % 10) % 10 == digit(digits, 12);
    }

    private static boolean bsn(String digits) {
        int sum = weighted(digits, 9, 8, 7, 6, 5, 4, 3, 2) - digit(digits, 8);
        return sum != 0 && sum % 11 == 0;
    }
}
