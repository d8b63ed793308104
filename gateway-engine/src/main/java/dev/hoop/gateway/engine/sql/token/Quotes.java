package dev.hoop.gateway.engine.sql.token;

/** Reads what stands between quotes, for the spellings that several databases share. */
final class Quotes {

    private Quotes() {}

    /** From the opening to the closing quote; a doubled quote stands for one. Answers the content. */
    static String doubled(Cursor cursor, String unclosed) throws LexicalRefusal {
        char quote = cursor.peek(0);
        int open = cursor.at;
        int from = open + 1;
        StringBuilder content = null;
        while (true) {
            int close = cursor.text.indexOf(quote, from);
            if (close < 0) {
                throw cursor.refuse(unclosed, open);
            }
            boolean twice = close + 1 < cursor.length && cursor.text.charAt(close + 1) == quote;
            if (!twice) {
                cursor.at = close + 1;
                String rest = cursor.text.substring(from, close);
                return content == null ? rest : content.append(rest).toString();
            }
            if (content == null) {
                content = new StringBuilder(close - from + 16);
            }
            content.append(cursor.text, from, close + 1);
            from = close + 2;
        }
    }

    /** From the opening quote to the next one, whatever follows. Answers the content. */
    static String plain(Cursor cursor, String unclosed) throws LexicalRefusal {
        int open = cursor.at;
        int close = cursor.text.indexOf(cursor.peek(0), open + 1);
        if (close < 0) {
            throw cursor.refuse(unclosed, open);
        }
        cursor.at = close + 1;
        return cursor.text.substring(open + 1, close);
    }

    static void requireHex(Cursor cursor, int start, String digits) throws LexicalRefusal {
        for (int i = 0; i < digits.length(); i++) {
            if (!Ascii.isHex(digits.charAt(i))) {
                throw cursor.refuse("hexadecimal literal has a character that is no hexadecimal digit", start);
            }
        }
    }

    static void requireBits(Cursor cursor, int start, String digits) throws LexicalRefusal {
        for (int i = 0; i < digits.length(); i++) {
            if (digits.charAt(i) != '0' && digits.charAt(i) != '1') {
                throw cursor.refuse("bit literal has a character other than 0 and 1", start);
            }
        }
    }
}
