package dev.hoop.gateway.engine;

import java.util.Set;
import java.util.regex.Pattern;

/**
 * Which character sets a shell may read a command in. In some a backslash or a quote is the second half of a letter (GBK, Shift JIS), so
 * that a command means something else to the shell than was judged.
 */
public final class CharacterSets {
    private static final Set<String> VARIABLES = Set.of("LANG", "LC_ALL", "LC_CTYPE");
    private static final Pattern USUAL = Pattern.compile("|C|POSIX|[A-Za-z0-9_]+\\.(?i:utf-?8)(?:@[a-z]+)?");

    private CharacterSets() {}

    /** Whether the variable says in which character set texts are read. */
    public static boolean chosenBy(String variable) {
        return VARIABLES.contains(variable);
    }

    /** Whether a variable with this value makes a shell read a command in another set than UTF-8 or one that UTF-8 holds. */
    public static boolean changedBy(String variable, String value) {
        return chosenBy(variable) && !USUAL.matcher(value).matches();
    }
}
