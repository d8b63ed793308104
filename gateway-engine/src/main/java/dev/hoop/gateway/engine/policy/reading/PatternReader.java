package dev.hoop.gateway.engine.policy.reading;

import dev.hoop.gateway.engine.policy.document.Fields;
import dev.hoop.gateway.engine.policy.document.Fields.Text;
import dev.hoop.gateway.engine.policy.document.NearestWord;
import dev.hoop.gateway.engine.policy.rules.ColumnPattern;
import dev.hoop.gateway.engine.policy.rules.DottedName;
import dev.hoop.gateway.engine.policy.rules.Segment;
import dev.hoop.gateway.engine.policy.rules.TablePattern;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads name patterns: parts with dots between them, {@code *} in a part, quotes around a part that is meant exactly. */
final class PatternReader {
    private final Set<String> targets;

    PatternReader(Set<String> targets) {
        this.targets = targets;
    }

    List<ColumnPattern> columns(Fields fields, String key) {
        List<ColumnPattern> patterns = new ArrayList<>();
        for (Text text : fields.texts(key)) {
            parts(fields, text, 4, "target.schema.table.column")
                    .ifPresent(parts -> patterns.add(new ColumnPattern(
                            new TablePattern(parts.get(0), parts.get(1), parts.get(2)), parts.get(3))));
        }
        return patterns;
    }

    List<TablePattern> tables(Fields fields, String key) {
        List<TablePattern> patterns = new ArrayList<>();
        for (Text text : fields.texts(key)) {
            parts(fields, text, 3, "target.schema.table")
                    .ifPresent(parts -> patterns.add(new TablePattern(parts.get(0), parts.get(1), parts.get(2))));
        }
        return patterns;
    }

    /** Names with {@code *}, without parts. */
    static List<Segment> globs(Fields fields, String key) {
        return fields.texts(key).stream()
                .map(text -> new Segment(text.value(), false))
                .toList();
    }

    private Optional<List<Segment>> parts(Fields fields, Text text, int count, String form) {
        Optional<List<Segment>> parts = DottedName.split(text.value());
        if (parts.isEmpty() || parts.get().size() != count) {
            fields.problems()
                    .add(
                            text.mark(),
                            "'" + text.value() + "' is not of the form " + form,
                            "name all " + count + " parts with dots between them; '*' stands for any name, and a name"
                                    + " that holds dots, quotes or blanks stands in double quotes");
            return Optional.empty();
        }
        Segment target = parts.get().get(0);
        if (!target.text().contains("*") && !targets.contains(target.text())) {
            fields.problems()
                    .add(
                            text.mark(),
                            "'" + text.value() + "' begins with '" + target.text() + "', which is no target",
                            NearestWord.advice(
                                    target.text(), targets.stream().sorted().toList()));
            return Optional.empty();
        }
        return parts;
    }
}
