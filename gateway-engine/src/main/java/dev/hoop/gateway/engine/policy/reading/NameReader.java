package dev.hoop.gateway.engine.policy.reading;

import dev.hoop.gateway.engine.policy.document.Fields;
import dev.hoop.gateway.engine.policy.document.Fields.Text;
import dev.hoop.gateway.engine.policy.document.Mark;
import dev.hoop.gateway.engine.policy.document.Problems;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;

/** Checks the names that a policy gives to its own things: their syntax, and that each is given once. */
final class NameReader {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");
    private static final Pattern GROUP =
            Pattern.compile("[^\\s\\p{Cntrl},*\"'](?:[^\\p{Cntrl},*\"']{0,198}[^\\s\\p{Cntrl},*\"'])?");

    private final String sort;
    private final Map<String, Mark> given = new HashMap<>();

    /** @param sort what the names are for, in messages: {@code rule} */
    NameReader(String sort) {
        this.sort = sort;
    }

    /** The name, empty when it is missing or not a name. */
    String take(Fields fields, String key, String example) {
        String name = fields.requiredText(key, example);
        if (!name.isEmpty()) {
            take(fields.problems(), fields.mark(key), name);
        }
        return name;
    }

    /** Notes the name; whether it is one, and new. */
    boolean take(Problems problems, Mark mark, String name) {
        if (!NAME.matcher(name).matches()) {
            problems.add(
                    mark,
                    "'" + name + "' is not a name for a " + sort,
                    "use up to 100 letters, digits, '.', '_' and '-', beginning with a letter or digit");
            return false;
        }
        Mark before = given.putIfAbsent(name, mark);
        if (before != null) {
            problems.add(
                    mark, "there is another " + sort + " '" + name + "' at " + before, "give one of them another name");
            return false;
        }
        return true;
    }

    /** Whether the text can name a group, a person or a service account; notes a problem when not. */
    static boolean isSubjectWord(Fields fields, String what, Text text) {
        if (GROUP.matcher(text.value()).matches()) {
            return true;
        }
        fields.problems()
                .add(
                        text.mark(),
                        "'" + text.value() + "' cannot be the name of a " + what,
                        text.value().contains("*")
                                ? "names are compared exactly, '*' stands for nothing here; for all subjects write who: everyone"
                                : "write it exactly as the identity source spells it, without quotes, commas or blanks at the ends");
        return false;
    }
}
