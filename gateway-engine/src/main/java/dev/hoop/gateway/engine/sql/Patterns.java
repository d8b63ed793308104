package dev.hoop.gateway.engine.sql;

import dev.hoop.gateway.engine.sql.syntax.Expression;
import dev.hoop.gateway.engine.sql.syntax.Expression.Literal;
import dev.hoop.gateway.engine.sql.syntax.Expression.LiteralKind;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** Knows patterns that any text fits, or any that is not empty. Whatever else a pattern is, it is taken to leave texts out. */
final class Patterns {
    /** In no pattern that somebody means. */
    private static final String UNHEARD_OF = "\uE0F3\uE0F4";

    private static final int MOST = 100;

    private Patterns() {}

    static boolean fitAnything(String operator, Expression pattern) {
        if (!(pattern instanceof Literal literal) || literal.kind() != LiteralKind.STRING) {
            return false;
        }
        String text = literal.value();
        return switch (operator) {
            case "LIKE", "ILIKE", "SIMILAR TO" ->
                text.contains("%") && text.chars().allMatch(sign -> sign == '%' || sign == '_');
            default -> text.isEmpty() || (text.length() <= MOST && finds(text));
        };
    }

    private static boolean finds(String text) {
        try {
            return Pattern.compile(text).matcher(UNHEARD_OF).find();
        } catch (PatternSyntaxException notOfThisKind) {
            return false;
        }
    }
}
