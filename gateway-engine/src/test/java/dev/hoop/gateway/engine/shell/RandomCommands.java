package dev.hoop.gateway.engine.shell;

import java.util.List;
import java.util.Random;

/** Writes commands at random, in all the ways shells offer, that call stubs and do nothing else. */
final class RandomCommands {
    private static final String LETTERS = "abcxyz019-_./=+:,%@";

    private final Random random;
    private int depth;

    RandomCommands(long seed) {
        this.random = new Random(seed);
    }

    private <T> T one(List<T> all) {
        return all.get(random.nextInt(all.size()));
    }

    String command() {
        depth = 0;
        return list();
    }

    private String list() {
        depth++;
        StringBuilder text = new StringBuilder(pipeline());
        int more = depth > 2 ? 0 : random.nextInt(3);
        for (int i = 0; i < more; i++) {
            text.append(one(List.of(" ; ", " && ", "\n", " ;\n# a comment ' \" $(\n", " || true; ")))
                    .append(pipeline());
        }
        depth--;
        return text.toString();
    }

    private String pipeline() {
        return random.nextInt(6) == 0 ? compound() + " | " + compound() : compound();
    }

    private String compound() {
        if (depth > 3) {
            return simple();
        }
        depth++;
        String text = switch (random.nextInt(26)) {
            case 0 -> "( " + list() + " )";
            case 1 -> "{ " + list() + "\n}";
            case 2 -> "if true; then " + list() + "; fi";
            case 3 -> "for i in 1 2; do " + list() + "; done";
            case 4 -> "case " + word() + " in *) " + list() + ";; esac";
            case 5 -> "f() { " + list() + "; }; f";
            case 6 -> "eval " + quotedWhole(simple());
            case 7 -> "sh -c " + quotedWhole(simple());
            case 8 -> "bash -c " + quotedWhole(simple()) + " x y";
            case 9 -> "env A=1 " + simple();
            case 10 -> "nice -n 1 timeout 9 " + simple();
            case 11 -> ": $(" + list() + ")";
            case 12 -> "x=`" + simple().replace("\\", "\\\\").replace("`", "\\`") + "`";
            case 13 -> "cat <<E >/dev/null\n$(" + list() + ")\nE\n";
            case 14 -> "sh <<'E'\n" + list() + "\nE\n";
            case 15 -> "find . -maxdepth 0 -exec " + plain() + " \\;";
            case 16 -> "until " + simple() + "; do break; done";
            case 17 -> "! " + simple();
            case 18 -> "command " + plain();
            case 19 -> "while " + simple() + "; do " + simple() + "; break; done";
            case 20 -> "printf 'q w\\n' | xargs " + plain();
            default -> simple();
        };
        depth--;
        return text;
    }

    /** A program and plain words, as other programs start it. */
    private String plain() {
        return program() + " " + word() + " " + word();
    }

    private String simple() {
        StringBuilder text = new StringBuilder();
        if (random.nextInt(8) == 0) {
            text.append("v=").append(word()).append(' ');
        }
        text.append(program());
        int words = random.nextInt(4);
        for (int i = 0; i < words; i++) {
            text.append(one(List.of(" ", "  ", "\t", " \\\n"))).append(word());
        }
        if (random.nextInt(6) == 0) {
            text.append(
                    one(List.of(" >/dev/null", " 2>&1", " </dev/null", " >>/dev/null 2>&1", " <<<x", " >|/dev/null")));
        }
        return text.toString();
    }

    private String program() {
        return spelled(one(StubbedShell.PROGRAMS));
    }

    /** The same letters, quoted in one way or another. */
    private String spelled(String text) {
        StringBuilder all = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean sign = !Character.isLetterOrDigit(c);
            switch (random.nextInt(14)) {
                case 0 -> all.append('\'').append(c).append('\'');
                case 1 -> all.append('"').append(c).append('"');
                case 2 -> all.append('\\').append(c);
                case 3 -> all.append("\"\"").append(sign ? "\\" : "").append(c);
                case 4 -> all.append("$'").append("\\x%02x".formatted((int) c)).append('\'');
                case 5 -> all.append("\\\n").append(sign ? "\\" : "").append(c);
                case 6 -> all.append("$'\\").append("%03o".formatted((int) c)).append('\'');
                default ->
                    all.append(sign && "*?[{}$`'\"\\|&;<>()# ~!".indexOf(c) >= 0 ? "\\" : "")
                            .append(c);
            }
        }
        return all.toString();
    }

    private String letters() {
        StringBuilder text = new StringBuilder();
        int length = 1 + random.nextInt(5);
        for (int i = 0; i < length; i++) {
            text.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
        }
        return "a" + text;
    }

    private String word() {
        return switch (random.nextInt(16)) {
            case 0 -> "{" + letters().replace(",", "") + "," + letters().replace(",", "") + "}";
            case 1 -> "{1..3}";
            case 2 -> "a{b,c{d,e}}f";
            case 3 -> "\"a $(echo b) c\"";
            case 4 -> "$(echo b c)";
            case 5 -> "\"${HOME}x\"";
            case 6 -> "~/" + letters().replace(":", "");
            case 7 -> "$((1+2))";
            case 8 -> "'a  b\"c$d`e'";
            case 9 -> "\"a 'b' \\\" \\$x \\\\ #\"";
            case 10 -> spelled("a b*c");
            case 11 -> "${UNSET-" + letters().replace("/", "") + "}";
            case 12 -> "x{a}y{}z{,}";
            case 13 -> "b#c";
            default -> spelled(letters());
        };
    }

    private String quotedWhole(String text) {
        return random.nextBoolean()
                ? "'" + text.replace("'", "'\\''") + "'"
                : "\""
                        + text.replace("\\", "\\\\")
                                .replace("\"", "\\\"")
                                .replace("$", "\\$")
                                .replace("`", "\\`") + "\"";
    }
}
