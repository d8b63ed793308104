package dev.hoop.gateway.engine.detect;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** International bank account numbers: ISO 13616, with the structures that SWIFT's registry gives for each country. */
final class Ibans {
    private static final int BLOCK = 4;

    /** Country and what follows its two check digits: {@code n} digits, {@code a} letters, {@code c} either. */
    private static final String REGISTRY = """
            AD 8n12c
            AE 19n
            AL 8n16c
            AT 16n
            AZ 4a20c
            BA 16n
            BE 12n
            BG 4a6n8c
            BH 4a14c
            BI 23n
            BR 23n1a1c
            BY 4c4n16c
            CH 5n12c
            CR 18n
            CY 8n16c
            CZ 20n
            DE 18n
            DJ 23n
            DK 14n
            DO 4c20n
            EE 16n
            EG 25n
            ES 20n
            FI 14n
            FK 2a12n
            FO 14n
            FR 10n11c2n
            GB 4a14n
            GE 2a16n
            GI 4a15c
            GL 14n
            GR 7n16c
            GT 24c
            HN 4a20n
            HR 17n
            HU 24n
            IE 4a14n
            IL 19n
            IQ 4a15n
            IS 22n
            IT 1a10n12c
            JO 4a4n18c
            KW 4a22c
            KZ 3n13c
            LB 4n20c
            LC 4a24c
            LI 5n12c
            LT 16n
            LU 3n13c
            LV 4a13c
            LY 21n
            MC 10n11c2n
            MD 20c
            ME 18n
            MK 3n10c2n
            MN 16n
            MR 23n
            MT 4a5n18c
            MU 4a19n3a
            NI 4a20n
            NL 4a10n
            NO 11n
            OM 3n16c
            PK 4a16c
            PL 24n
            PS 4a21c
            PT 21n
            QA 4a21c
            RO 4a16c
            RS 18n
            RU 14n15c
            SA 2n18c
            SC 4a20n3a
            SD 14n
            SE 20n
            SI 15n
            SK 20n
            SM 1a10n12c
            SO 19n
            ST 21n
            SV 4a20n
            TL 19n
            TN 20n
            TR 6n16c
            UA 6n19c
            VA 18n
            VG 4a16n
            XK 16n
            YE 4a4n18c
            """;

    private static final Map<String, String> KINDS = kinds();

    private Ibans() {}

    private static Map<String, String> kinds() {
        Map<String, String> kinds = new HashMap<>();
        for (String line : REGISTRY.lines().toList()) {
            StringBuilder places = new StringBuilder();
            int count = 0;
            for (char c : line.substring(3).toCharArray()) {
                if (Text.isDigit(c)) {
                    count = 10 * count + c - '0';
                } else {
                    places.append(String.valueOf(c).repeat(count));
                    count = 0;
                }
            }
            kinds.put(line.substring(0, 2), places.toString());
        }
        return Map.copyOf(kinds);
    }

    /** The end of the account number whose country stands at an index, or -1. Written in one, or in blocks of four. */
    static int end(String text, int start) {
        String places = KINDS.get(text.substring(start, start + 2).toUpperCase(Locale.ROOT));
        if (places == null) {
            return -1;
        }
        int length = BLOCK + places.length();
        char separator = separator(text, start + BLOCK);
        StringBuilder account = new StringBuilder(length);
        int at = start;
        while (account.length() < length) {
            if (separator != 0 && !account.isEmpty() && account.length() % BLOCK == 0) {
                if (at >= text.length() || text.charAt(at) != separator) {
                    return -1;
                }
                at++;
            }
            if (at >= text.length() || !fits(text.charAt(at), place(places, account.length()))) {
                return -1;
            }
            account.append(text.charAt(at));
            at++;
        }
        return Text.ends(text, at) && remainderIsOne(account) ? at : -1;
    }

    private static char separator(String text, int at) {
        char c = at < text.length() ? text.charAt(at) : 0;
        return c == ' ' || c == '-' || c == '.' ? c : 0;
    }

    private static char place(String places, int index) {
        return index < 2 ? 'a' : index < BLOCK ? 'n' : places.charAt(index - BLOCK);
    }

    private static boolean fits(char c, char place) {
        return switch (place) {
            case 'n' -> Text.isDigit(c);
            case 'a' -> Text.isLetter(c);
            default -> Text.isDigit(c) || Text.isLetter(c);
        };
    }

    /** ISO 7064 MOD 97,10 with the first four characters last and letters as numbers from 10. */
    private static boolean remainderIsOne(CharSequence account) {
        int remainder = 0;
        for (int i = 0; i < account.length(); i++) {
            int value = Character.digit(account.charAt((i + BLOCK) % account.length()), 36);
            remainder = (remainder * (value > 9 ? 100 : 10) + value) % 97;
        }
        return remainder == 1;
    }
}
