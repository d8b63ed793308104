package dev.hoop.gateway.engine.policy;

import dev.hoop.gateway.engine.detect.Entity;
import dev.hoop.gateway.engine.masking.MaskPlan;
import dev.hoop.gateway.engine.masking.MaskPlan.PlannedColumn;
import dev.hoop.gateway.engine.masking.MaskRule;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Obligations in words, for explanations. */
final class Obliged {
    private Obliged() {}

    static String describe(Obligations obligations) {
        List<String> parts = new ArrayList<>();
        parts.addAll(masked("column ", obligations.plan()));
        for (int i = 0; i < obligations.further().size(); i++) {
            parts.addAll(masked(
                    "of result " + (i + 2) + " column ", obligations.further().get(i)));
        }
        if (!obligations.plan().content().isEmpty()) {
            parts.add("texts searched for "
                    + obligations.plan().content().stream()
                            .flatMap(rule -> rule.entities().stream())
                            .map(Entity::policyName)
                            .distinct()
                            .sorted()
                            .collect(Collectors.joining(" ")));
        }
        obligations.rowCap().ifPresent(cap -> parts.add("at most " + cap + " rows"));
        obligations.maxRowsAffected().ifPresent(cap -> parts.add("at most " + cap + " rows changed"));
        if (obligations.readOnly()) {
            parts.add("read-only");
        }
        switch (obligations.texts()) {
            case SHOWN -> {}
            case WITHOUT_CODE -> parts.add("texts of triggers and functions replaced");
            case WITHHELD -> parts.add("error texts replaced");
        }
        return parts.isEmpty() ? "nothing is owed" : String.join(", ", parts);
    }

    private static List<String> masked(String where, MaskPlan plan) {
        List<String> parts = new ArrayList<>();
        int at = 0;
        for (PlannedColumn column : plan.columns()) {
            at++;
            if (!column.mask().rule().equals(MaskRule.NONE)) {
                parts.add(where + at + " masked (" + column.mask().dataClass() + ")");
            }
        }
        return parts;
    }
}
