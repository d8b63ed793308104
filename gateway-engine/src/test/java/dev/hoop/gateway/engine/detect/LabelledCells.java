package dev.hoop.gateway.engine.detect;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.UUID;

/**
 * Made-up database cells that are labelled with what is in them, and look-alikes that are labelled with what they are instead. Check digits
 * are computed here in a way of their own, not by the code under test.
 */
final class LabelledCells {
    private static final String UPPER = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
    private static final String DIGITS = "0123456789";
    private static final String ALPHANUMERIC = UPPER + UPPER.toLowerCase(Locale.ROOT) + DIGITS;
    private static final String HEX = DIGITS + "abcdef";
    private static final String[] ACCOUNTS = {
        "DEnnnnnnnnnnnnnnnnnn",
        "NLaaaannnnnnnnnn",
        "GBaaaannnnnnnnnnnnnn",
        "FRnnnnnnnnnncccccccccccnn",
        "CHnnnnncccccccccccc",
        "PLnnnnnnnnnnnnnnnnnnnnnnnn",
        "SEnnnnnnnnnnnnnnnnnnnn",
        "NOnnnnnnnnnnn",
        "MTaaaannnnncccccccccccccccccc",
        "BEnnnnnnnnnnnn"
    };
    private static final String[] NAMES = {"jane", "o'hara", "wei", "petra+news", "m.garcia", "sven_k", "josé", "x9"};
    private static final String[] DOMAINS = {
        "example.com", "mail.example.org", "münchen.example", "xn--mnchen-3ya.example", "acme-corp.example.co.uk"
    };
    private static final String[] PHONES = {
        "+49 30 901820", "+44 20 7946 0958", "+1 202-555-0143", "+33 1 42 68 53 00", "+41 44 668 18 00",
                "+34 810 12 34 56",
        "+31201234567", "+46 8 123 456 00", "+61 2 9374 4000", "+48 12 345 67 89", "(202) 555-0143", "+55 11 96123-4567"
    };
    private static final String[] FRAMES = {
        "%s", "%s", "see %s.", "customer said %s is wrong", "<%s>", "ref=%s;", "\"%s\""
    };

    /**
     * One cell.
     *
     * @param start where the entity begins; -1 in a look-alike
     */
    record Cell(String column, String text, String kind, int start, int end) {}

    private final Random random;

    LabelledCells(long seed) {
        random = new Random(seed);
    }

    /** So many cells of each entity and of each look-alike. */
    List<Cell> cells(int each) {
        List<Cell> cells = new ArrayList<>();
        for (int i = 0; i < each; i++) {
            entities(cells);
            lookAlikes(cells);
        }
        return cells;
    }

    private void entities(List<Cell> cells) {
        entity(cells, Entity.CARD_NUMBER, card());
        entity(cells, Entity.IBAN, account());
        entity(cells, Entity.US_SSN, socialSecurity());
        entity(cells, Entity.EMAIL, any(NAMES) + "@" + any(DOMAINS));
        entity(cells, Entity.PHONE, any(PHONES));
        entity(cells, Entity.IP_ADDRESS, address());
        entity(cells, Entity.JWT, token());
        entity(cells, Entity.API_KEY, key());
        entity(cells, Entity.PRIVATE_KEY, privateKey());
        entity(cells, Entity.UK_NHS, weighted("nnn nnn nnnn", 10, new int[] {10, 9, 8, 7, 6, 5, 4, 3, 2}, 11));
        entity(cells, Entity.PL_PESEL, weighted("nnnnnnnnnnn", 11, new int[] {1, 3, 7, 9, 1, 3, 7, 9, 1, 3}, 10));
        entity(cells, Entity.BR_CPF, cpf());
        entity(cells, Entity.ES_NIF, nif());
        entity(cells, Entity.UK_NINO, "AB" + some(DIGITS, 6) + some("ABCD", 1));
        entity(cells, Entity.IN_AADHAAR, aadhaar());
    }

    private void entity(List<Cell> cells, Entity entity, String value) {
        String column = random.nextInt(3) > 0
                ? any("note", "payload", "value", "c7", "memo")
                : entity.name().toLowerCase(Locale.ROOT);
        String text;
        if (random.nextInt(5) == 0) {
            text = "{\"order\": %d, \"a\": \"%s\", \"id\": \"%s\", \"note\": \"Room 305\"}"
                    .formatted(100_000_000 + random.nextInt(899_999_999), value, uuid());
        } else {
            text = any(FRAMES).formatted(value);
        }
        int start = text.indexOf(value);
        cells.add(new Cell(column, text, entity.name(), start, start + value.length()));
    }

    private void lookAlikes(List<Cell> cells) {
        lookAlike(cells, "uuid", uuid());
        lookAlike(cells, "sha256", some(HEX, 64));
        lookAlike(cells, "md5", some(HEX, 32));
        lookAlike(cells, "git", some(HEX, 40));
        lookAlike(cells, "base64", some(ALPHANUMERIC + "+/", 40));
        lookAlike(cells, "epoch", "17" + some(DIGITS, 11));
        lookAlike(cells, "epoch-seconds", "17" + some(DIGITS, 8));
        lookAlike(
                cells,
                "timestamp",
                "20%02d-%02d-%02d %02d:%02d:%02d"
                        .formatted(
                                number(10, 26),
                                number(1, 12),
                                number(1, 28),
                                number(0, 23),
                                number(0, 59),
                                number(0, 59)));
        lookAlike(cells, "date", "%02d.%02d.20%02d".formatted(number(1, 28), number(1, 12), number(10, 26)));
        lookAlike(cells, "amount", number(1, 99_999) + "." + some(DIGITS, 2));
        lookAlike(
                cells,
                "geo",
                "-%d.%s,%d.%s".formatted(number(1, 89), some(DIGITS, 6), number(1, 179), some(DIGITS, 6)));
        lookAlike(
                cells,
                "version",
                "v%d.%d.%d.%d".formatted(number(1, 20), number(0, 400), number(0, 900), number(0, 9)));
        lookAlike(cells, "wrong-card", broken(card()));
        lookAlike(cells, "wrong-account", broken(account()));
        lookAlike(
                cells,
                "wrong-ssn",
                any("000", "666", "9" + some(DIGITS, 2)) + "-" + some("123456789", 2) + "-" + some("123456789", 4));
        lookAlike(cells, "order", "" + number(100_000_000, 999_999_999));
        lookAlike(cells, "customer", some(DIGITS, 6) + "-" + some(DIGITS, 3));
        lookAlike(cells, "article", "40" + some(DIGITS, 11));
        lookAlike(cells, "book", "978-3-" + some(DIGITS, 3) + "-" + some(DIGITS, 5) + "-" + some(DIGITS, 1));
        lookAlike(cells, "parcel", "1Z" + some(UPPER + DIGITS, 16));
        lookAlike(cells, "article-code", "SKU-" + some(DIGITS, 4) + "-" + some(UPPER, 2));
        lookAlike(cells, "host", any("sven", "db1") + ".prod.internal");
        lookAlike(cells, "mention", "@" + any("sven", "wei") + " see #" + number(1000, 9999));
        lookAlike(cells, "local-mail", any("sven", "wei") + "@localhost");
        lookAlike(cells, "package", "lodash@4." + number(1, 20) + "." + number(1, 30));
        lookAlike(cells, "mac", "80:c2:23:6b:d3:" + some(HEX, 2));
        lookAlike(cells, "path", "/var/log/app/" + number(1, 9) + "/node-" + number(1, 99) + ".log");
        lookAlike(cells, "link", "https://shop.example/" + some(HEX, 8) + "?page=" + number(1, 99));
        lookAlike(
                cells,
                "placeholder",
                any("${STRIPE_KEY}", "sk_test_xxxxxxxxxxxxxxxxxxxxxxxx", "AKIAxxxxxxxxxxxxxxxx", "ghp_****"));
        lookAlike(
                cells,
                "sentence",
                "Room " + number(100, 999) + ", badge " + number(10_000, 99_999) + ", 2 of 3 at 10:30.");
        lookAlike(cells, "counter", "1" + some(DIGITS, 17));
        lookAlike(cells, "matrix", "1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16");
    }

    private void lookAlike(List<Cell> cells, String kind, String value) {
        String column = any("note", "value", "c7", kind);
        cells.add(new Cell(column, random.nextInt(4) == 0 ? "see " + value + " there" : value, kind, -1, -1));
    }

    private String card() {
        String[] issuer = {"4:16", "51:16", "2221:16", "37:15", "6011:16", "3530:16", "4:16", "55:16"};
        String[] chosen = any(issuer).split(":", -1);
        String digits = luhn(chosen[0] + some(DIGITS, Integer.parseInt(chosen[1]) - chosen[0].length() - 1));
        String separator = any("", "", " ", "-");
        return digits.length() == 15 ? grouped(digits, separator, 4, 6, 5) : grouped(digits, separator, 4, 4, 4, 4);
    }

    private static String luhn(String digits) {
        int[] doubled = {0, 2, 4, 6, 8, 1, 3, 5, 7, 9};
        for (char check = '0'; ; check++) {
            int sum = check - '0';
            for (int i = 0; i < digits.length(); i++) {
                int digit = digits.charAt(i) - '0';
                sum += (digits.length() - i) % 2 == 1 ? doubled[digit] : digit;
            }
            if (sum % 10 == 0) {
                return digits + check;
            }
        }
    }

    private String account() {
        String form = any(ACCOUNTS);
        String country = form.substring(0, 2);
        StringBuilder rest = new StringBuilder();
        for (int i = 2; i < form.length(); i++) {
            char place = form.charAt(i);
            rest.append(some(place == 'n' ? DIGITS : place == 'a' ? UPPER : UPPER + DIGITS, 1));
        }
        StringBuilder number = new StringBuilder();
        (rest + country + "00").chars().forEach(c -> number.append(Character.digit(c, 36)));
        int check = 98
                - new BigInteger(number.toString()).mod(BigInteger.valueOf(97)).intValue();
        String account = country + "%02d".formatted(check) + rest;
        return random.nextBoolean() ? account : account.replaceAll("(.{4})(?=.)", "$1 ");
    }

    private String socialSecurity() {
        int area = number(1, 898);
        return "%03d-%02d-%04d".formatted(area >= 666 ? area + 1 : area, number(1, 99), number(1, 9999));
    }

    private String address() {
        return random.nextInt(3) > 0
                ? number(1, 254) + "." + number(0, 255) + "." + number(0, 255) + "." + number(1, 254)
                : "2001:db8:" + some("123456789abcdef", 3) + "::" + some("123456789", 2);
    }

    private String token() {
        Base64.Encoder base64 = Base64.getUrlEncoder().withoutPadding();
        return base64.encodeToString("{\"alg\":\"HS256\",\"typ\":\"JWT\"}".getBytes(UTF_8))
                + "."
                + base64.encodeToString(
                        "{\"sub\":\"%d\"}".formatted(random.nextInt(1_000_000)).getBytes(UTF_8))
                + "."
                + some(ALPHANUMERIC + "-_", 43);
    }

    private String key() {
        return switch (random.nextInt(6)) {
            case 0 -> "AKIA" + some(UPPER + "234567", 16);
            case 1 -> "ghp_" + some(ALPHANUMERIC, 36);
            case 2 -> "xoxb-" + some(DIGITS, 11) + "-" + some(DIGITS, 11) + "-" + some(ALPHANUMERIC, 24);
            case 3 -> "sk_live_" + some(ALPHANUMERIC, 24);
            case 4 -> "AIza" + some(ALPHANUMERIC, 35);
            default -> "glpat-" + some(ALPHANUMERIC, 20);
        };
    }

    private String privateKey() {
        String end = random.nextInt(4) == 0 ? "" : "\n-----END PRIVATE KEY-----";
        return "-----BEGIN PRIVATE KEY-----\n" + some(ALPHANUMERIC, 64) + "\n" + some(ALPHANUMERIC, 40) + end;
    }

    /** Digits whose weighted sum has, with the check digit, no remainder. */
    private String weighted(String shape, int length, int[] weights, int divisor) {
        while (true) {
            String digits = length == 11
                    ? "%02d%02d%02d".formatted(number(0, 99), number(1, 12), number(1, 28)) + some(DIGITS, 5)
                    : some(DIGITS, length);
            int sum = digits.charAt(length - 1) - '0';
            for (int i = 0; i < weights.length; i++) {
                sum += weights[i] * (digits.charAt(i) - '0');
            }
            if (sum % divisor == 0) {
                return spread(shape, digits);
            }
        }
    }

    private String cpf() {
        while (true) {
            String nine = some(DIGITS, 9);
            int first = cpfDigit(nine);
            int second = cpfDigit(nine + first);
            String digits = nine + first + second;
            if (digits.chars().distinct().count() > 1) {
                return spread("nnn.nnn.nnn-nn", digits);
            }
        }
    }

    private static int cpfDigit(String digits) {
        int sum = 0;
        for (int i = 0; i < digits.length(); i++) {
            sum += (digits.length() + 1 - i) * (digits.charAt(i) - '0');
        }
        int rest = sum % 11;
        return rest < 2 ? 0 : 11 - rest;
    }

    private String nif() {
        int number = number(10_000_000, 99_999_999);
        return "" + number + "TRWAGMYFPDXBNJZSQVHLCKE".charAt(number % 23);
    }

    /** Verhoeff's check digit by the dihedral group's rule instead of its table. */
    private String aadhaar() {
        String digits = some("23456789", 1) + some(DIGITS, 10);
        int[] turn = {1, 5, 7, 6, 2, 8, 3, 0, 9, 4};
        for (int check = 0; ; check++) {
            int product = 0;
            String all = digits + check;
            for (int i = 0; i < all.length(); i++) {
                int digit = all.charAt(all.length() - 1 - i) - '0';
                for (int j = 0; j < i % 8; j++) {
                    digit = turn[digit];
                }
                product = dihedral(product, digit);
            }
            if (product == 0) {
                return spread("nnnn nnnn nnnn", all);
            }
        }
    }

    private static int dihedral(int left, int right) {
        if (left < 5) {
            return right < 5 ? (left + right) % 5 : (left + right - 5) % 5 + 5;
        }
        return right < 5 ? Math.floorMod(left - 5 - right, 5) + 5 : Math.floorMod(left - right, 5);
    }

    /** With one digit changed, so that the check digits are wrong. */
    private String broken(String value) {
        char[] characters = value.toCharArray();
        int last = characters.length - 1;
        while (!Character.isDigit(characters[last])) {
            last--;
        }
        characters[last] = (char) ('0' + (characters[last] - '0' + 1 + random.nextInt(8)) % 10);
        return new String(characters);
    }

    private static String spread(String shape, String digits) {
        StringBuilder text = new StringBuilder();
        int next = 0;
        for (int i = 0; i < shape.length(); i++) {
            char c = shape.charAt(i);
            text.append(c == 'n' ? digits.charAt(next++) : c);
        }
        return text.toString();
    }

    private static String grouped(String digits, String separator, int... groups) {
        List<String> parts = new ArrayList<>();
        int from = 0;
        for (int group : groups) {
            parts.add(digits.substring(from, from + group));
            from += group;
        }
        return String.join(separator, parts);
    }

    private String uuid() {
        return new UUID(random.nextLong(), random.nextLong()).toString();
    }

    private int number(int least, int most) {
        return least + random.nextInt(most - least + 1);
    }

    private String some(String alphabet, int count) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < count; i++) {
            text.append(alphabet.charAt(random.nextInt(alphabet.length())));
        }
        return text.toString();
    }

    private String any(String... texts) {
        return texts[random.nextInt(texts.length)];
    }
}
