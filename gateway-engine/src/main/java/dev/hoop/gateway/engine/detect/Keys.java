package dev.hoop.gateway.engine.detect;

import java.util.ArrayList;
import java.util.List;

/**
 * Keys and tokens by the prefix that their issuer gives them. What follows a prefix must be as long as the issuer makes it and look drawn by
 * lot, so that placeholders pass.
 */
final class Keys {
    private static final double LEAST_ENTROPY =
            2.5; // bits for each character; sixteen of thirty-two letters have 3 and more
    private static final int LONGEST = 4096;

    /** @param trigger the index in the prefix of a character that is rare in texts, by which the reader finds it */
    private record Kind(String prefix, int trigger, Alphabet alphabet, int fewest, int most) {}

    private enum Alphabet {
        UPPER,
        ALPHANUMERIC,
        /** Letters, digits, underscore, dash. */
        URL,
        /** URL and dots. */
        DOTTED,
        BASE64;

        boolean has(char c) {
            return switch (this) {
                case UPPER -> Text.isUpper(c) || Text.isDigit(c);
                case ALPHANUMERIC -> Text.isLetter(c) || Text.isDigit(c);
                case URL -> Text.isLetter(c) || Text.isDigit(c) || c == '_' || c == '-';
                case DOTTED -> URL.has(c) || c == '.';
                case BASE64 -> Text.isLetter(c) || Text.isDigit(c) || c == '+' || c == '/' || c == '=';
            };
        }
    }

    private static final List<Kind> KINDS = kinds();

    private Keys() {}

    private static List<Kind> kinds() {
        List<Kind> kinds = new ArrayList<>();
        for (String amazon : new String[] {"AKIA", "ASIA", "ABIA"}) {
            kinds.add(new Kind(amazon, 2, Alphabet.UPPER, 16, 16));
        }
        kinds.add(new Kind("AIza", 1, Alphabet.URL, 35, 35)); // Google
        for (String gitHub : new String[] {"ghp_", "gho_", "ghu_", "ghs_", "ghr_"}) {
            kinds.add(last(gitHub, Alphabet.ALPHANUMERIC, 36, 251));
        }
        kinds.add(last("github_pat_", Alphabet.URL, 22, 251));
        for (String gitLab : new String[] {"glpat-", "gldt-", "glrt-", "glptt-", "glcbt-"}) {
            kinds.add(last(gitLab, Alphabet.DOTTED, 20, 300));
        }
        for (String slack : new String[] {"xoxb-", "xoxp-", "xoxa-", "xoxr-", "xoxs-", "xoxe-", "xapp-"}) {
            kinds.add(last(slack, Alphabet.URL, 10, 400));
        }
        for (String stripe : new String[] {"sk_live_", "rk_live_", "sk_test_", "rk_test_", "whsec_"}) {
            kinds.add(last(stripe, Alphabet.ALPHANUMERIC, 16, 247));
        }
        kinds.add(last("sk-", Alphabet.URL, 32, 300)); // OpenAI, Anthropic
        kinds.add(last("ya29.", Alphabet.URL, 20, LONGEST)); // Google
        kinds.add(last("GOCSPX-", Alphabet.URL, 28, 28)); // Google
        kinds.add(last("SG.", Alphabet.DOTTED, 60, 80)); // SendGrid
        kinds.add(last("hvs.", Alphabet.URL, 24, 300)); // Vault
        kinds.add(last("hvb.", Alphabet.URL, 24, 300)); // Vault
        kinds.add(last("npm_", Alphabet.ALPHANUMERIC, 36, 36));
        kinds.add(last("pypi-", Alphabet.URL, 50, 300));
        kinds.add(last("hf_", Alphabet.ALPHANUMERIC, 34, 40)); // Hugging Face
        kinds.add(last("dop_v1_", Alphabet.ALPHANUMERIC, 64, 64)); // DigitalOcean
        kinds.add(last("shpat_", Alphabet.ALPHANUMERIC, 32, 32)); // Shopify
        kinds.add(last("shpss_", Alphabet.ALPHANUMERIC, 32, 32)); // Shopify
        kinds.add(last("AccountKey=", Alphabet.BASE64, 86, 88)); // Azure
        kinds.add(last("SharedAccessKey=", Alphabet.BASE64, 43, 88)); // Azure
        kinds.add(new Kind("AGE-SECRET-KEY-1", 14, Alphabet.UPPER, 58, 58));
        return List.copyOf(kinds);
    }

    private static Kind last(String prefix, Alphabet alphabet, int fewest, int most) {
        return new Kind(prefix, prefix.length() - 1, alphabet, fewest, most);
    }

    /** The characters at which {@link #at} wants to be asked. */
    static String triggers() {
        StringBuilder triggers = new StringBuilder();
        KINDS.forEach(kind -> triggers.append(kind.prefix().charAt(kind.trigger())));
        return triggers.toString();
    }

    /** The place of a key whose prefix has its rare character at an index, as start and end, or nothing. */
    static int[] at(String text, int trigger) {
        for (Kind kind : KINDS) {
            int start = trigger - kind.trigger();
            if (start >= 0
                    && text.startsWith(kind.prefix(), start)
                    && (start == 0 || !Text.isWord(text.charAt(start - 1)))) {
                int end = end(text, start + kind.prefix().length(), kind);
                if (end > 0) {
                    return new int[] {start, end};
                }
            }
        }
        return new int[0];
    }

    private static int end(String text, int from, Kind kind) {
        int end = from;
        while (end < text.length()
                && end - from <= kind.most()
                && kind.alphabet().has(text.charAt(end))) {
            end++;
        }
        while (end > from && text.charAt(end - 1) == '.') { // of the sentence
            end--;
        }
        boolean fits = end - from >= kind.fewest() && end - from <= kind.most();
        return fits && entropy(text, from, end) >= LEAST_ENTROPY ? end : -1;
    }

    /** Shannon's entropy of the characters, in bits for each. */
    private static double entropy(String text, int from, int to) {
        int[] counts = new int[128];
        for (int i = from; i < to; i++) {
            counts[text.charAt(i)]++;
        }
        double bits = 0;
        for (int count : counts) {
            if (count > 0) {
                double share = (double) count / (to - from);
                bits -= share * Math.log(share) / Math.log(2);
            }
        }
        return bits;
    }
}
