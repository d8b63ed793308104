package dev.hoop.gateway.engine.policy;

import dev.hoop.gateway.api.value.Parameter;
import dev.hoop.gateway.api.value.Value;
import dev.hoop.gateway.engine.Claim;
import dev.hoop.gateway.engine.ColumnName;
import dev.hoop.gateway.engine.ParameterUse;
import dev.hoop.gateway.engine.policy.rules.DataClass;
import dev.hoop.gateway.engine.policy.rules.TouchedColumns;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** A claim as people are shown it. Approvers see no protected value, whatever they may see elsewhere. */
final class ClaimView {
    private static final int MOST_CHARACTERS = 200;
    private static final int MOST_ROWS = 20;

    private final Claim claim;
    private final Protection protection;

    ClaimView(Claim claim, Protection protection) {
        this.claim = claim;
        this.protection = protection;
    }

    /** {@code update public.customers}, {@code filter public.customers.ssn (pii.ssn) in where}. */
    List<String> touches() {
        Set<String> lines = new LinkedHashSet<>();
        claim.facts().objects().forEach(use -> lines.add(word(use.access()) + " " + use.object()));
        claim.facts()
                .columns()
                .forEach(use -> lines.add(
                        word(use.use()) + " " + use.column() + classes(use.column()) + " in " + word(use.clause())));
        claim.facts().command().ifPresent(command -> lines.addAll(HostView.lines(command)));
        return List.copyOf(lines);
    }

    private String classes(ColumnName column) {
        List<DataClass> known = protection.classesOf(protection.all(), column);
        return known.isEmpty() ? "" : known.stream().map(DataClass::name).collect(Collectors.joining(", ", " (", ")"));
    }

    /** One text per parameter of the first rows; those of a protected column, or perhaps of one, are hidden. */
    List<String> parameters() {
        List<String> texts = new ArrayList<>();
        List<List<Parameter>> rows = claim.statement().rows();
        for (List<Parameter> row : rows.subList(0, Math.min(rows.size(), MOST_ROWS))) {
            for (int index = 1; index <= row.size(); index++) {
                texts.add(hidden(index)
                        .map(name -> "‹" + name + "›")
                        .orElse(shown(row.get(index - 1).value())));
            }
        }
        if (rows.size() > MOST_ROWS) {
            texts.add("… and " + (rows.size() - MOST_ROWS) + " more rows of parameters");
        }
        return texts;
    }

    private Optional<String> hidden(int index) {
        Optional<ColumnName> column = claim.facts().parameters().stream()
                .filter(use -> use.index() == index)
                .map(ParameterUse::column)
                .flatMap(Optional::stream)
                .findFirst();
        if (column.isPresent()) {
            return protection.classOf(protection.all(), column.get()).map(DataClass::name);
        }
        return TouchedColumns.of(claim.facts()).stream()
                .flatMap(touched -> protection.classOf(protection.all(), touched).stream())
                .map(known -> "perhaps " + known.name())
                .findFirst();
    }

    private static String shown(Value value) {
        String text = Shown.text(value);
        String quoted = value instanceof Value.Text ? "'" + text + "'" : text;
        return quoted.length() <= MOST_CHARACTERS
                ? quoted
                : quoted.substring(0, MOST_CHARACTERS) + "… (" + text.length() + " characters)";
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
