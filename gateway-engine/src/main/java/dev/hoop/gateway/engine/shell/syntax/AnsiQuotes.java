package dev.hoop.gateway.engine.shell.syntax;

/** Reads {@code $'…'}, from behind the opening quote to behind the closing one. */
final class AnsiQuotes {
    private final Source source;
    private final StringBuilder text = new StringBuilder();

    AnsiQuotes(Source source) {
        this.source = source;
    }

    String read() throws SyntaxRefusal {
        while (true) {
            int c = source.raw();
            if (c == Source.END) {
                throw source.refusal("a quote is not closed");
            } else if (c == '\'') {
                return text.toString();
            } else if (c == '\\') {
                escape();
            } else {
                text.append((char) c);
            }
        }
    }

    private void escape() throws SyntaxRefusal {
        int c = source.raw();
        switch (c) {
            case 'a' -> code(7);
            case 'b' -> code(8);
            case 'e', 'E' -> code(27);
            case 'f' -> code(12);
            case 'n' -> code('\n');
            case 'r' -> code('\r');
            case 't' -> code('\t');
            case 'v' -> code(11);
            case '\\', '"', '?', '\'' -> code(c);
            case 'x' -> code(number(16, 2, 0));
            case 'u' -> code(number(16, 4, 0));
            case 'U' -> code(number(16, 8, 0));
            case '0', '1', '2', '3', '4', '5', '6', '7' -> code(number(8, 2, c - '0'));
            case 'c' -> throw source.refused("control characters written with \\c are not read");
            default -> throw source.refused("an escape in $'…' is not known");
        }
    }

    private int number(int base, int most, int begun) throws SyntaxRefusal {
        int value = begun;
        int digits = 0;
        int here = source.at();
        while (digits < most) {
            int digit = Character.digit(source.raw(), base);
            if (digit < 0) {
                break;
            }
            value = value * base + digit;
            digits++;
            here = source.at();
        }
        source.backTo(here);
        if (digits == 0 && base == 16) {
            throw source.refused("an escape in $'…' has no digits");
        }
        return value;
    }

    /** Zero would end the text; what is no character of its own depends on the locale. */
    private void code(int value) throws SyntaxRefusal {
        if (value <= 0 || value >= 0x80) {
            throw source.refused("an escape in $'…' is not ASCII");
        }
        text.append((char) value);
    }
}
