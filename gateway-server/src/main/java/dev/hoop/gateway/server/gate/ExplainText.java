package dev.hoop.gateway.server.gate;

import dev.hoop.gateway.engine.ColumnName;
import dev.hoop.gateway.engine.FactsJson;
import dev.hoop.gateway.engine.OutputColumn;
import dev.hoop.gateway.engine.StatementFacts;
import dev.hoop.gateway.engine.command.CommandFacts;
import dev.hoop.gateway.engine.command.ProgramUse;
import dev.hoop.gateway.engine.policy.Denied;
import dev.hoop.gateway.engine.policy.Explanation;
import dev.hoop.gateway.engine.policy.Held;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What is said of a statement that would be judged: what it does, which rule decides, the way of the values, how to get permission. Holds no
 * literal of the statement and no value.
 */
public final class ExplainText {
    private final StatementFacts facts;
    private final Set<ColumnName> hidden;
    private final Explanation explanation;
    private final StringBuilder text = new StringBuilder();
    private final List<Line> shown = new ArrayList<>();

    public ExplainText(StatementFacts facts, Set<ColumnName> hidden, Explanation explanation) {
        this.facts = facts;
        this.hidden = hidden;
        this.explanation = explanation;
    }

    /** Lines of a word and what it means here. */
    public String lines() {
        line(
                "does",
                facts.kinds().stream().sorted().map(kind -> kind.policyName()).collect(Collectors.joining(", ")));
        facts.objects().forEach(use -> line("touches", word(use.access()) + " " + use.object()));
        facts.columns()
                .forEach(use -> line(
                        "column",
                        word(use.use()) + " " + use.column() + " in " + word(use.clause()) + way(use.path())));
        facts.command().ifPresent(this::host);
        shows("column ", facts.output());
        for (int i = 0; i < facts.further().size(); i++) {
            shows("result " + (i + 2) + ", column ", facts.further().get(i));
        }
        hidden.stream()
                .map(ColumnName::toString)
                .sorted()
                .forEach(column -> line("hides", column + ": the database reads NULL"));
        facts.gaps().forEach(gap -> line("unclear", gap));
        explanation.steps().forEach(step -> line("step", step.toString()));
        return verdict();
    }

    private void host(CommandFacts command) {
        for (ProgramUse use : command.programs()) {
            String via = use.via().isEmpty() ? "" : " through " + String.join(", ", use.via());
            line("starts", (use.name().isKnown() ? use.name() : "a program that is computed") + via);
            use.paths().forEach(path -> line("path", path + ", perhaps"));
        }
        command.files()
                .forEach(file ->
                        line("opens", file.path() + " to " + file.operation().policyName()));
        command.variables().forEach(name -> line("sets", name));
        command.opaque().forEach(part -> line("unknown", part.reason().policyName() + ": " + part.why()));
    }

    private void shows(String where, List<OutputColumn> columns) {
        int number = 0;
        for (OutputColumn column : columns) {
            number++;
            line("shows", where + number + ", " + word(column.derivation()) + way(String.join(" → ", column.path())));
        }
    }

    private String verdict() {
        return explanation
                .verdict()
                .match(allowed -> line("verdict", "allowed by " + allowed.rule()), this::held, this::denied);
    }

    private String held(Held held) {
        line("verdict", "held by " + held.rule());
        line("why", held.why());
        return line(
                "how",
                "%d of %s must agree within %d minutes"
                        .formatted(
                                held.quorum(), held.approvers(), held.within().toMinutes()));
    }

    private String denied(Denied denied) {
        line("verdict", "denied by " + denied.rule());
        line("why", denied.why());
        denied.paths().forEach(path -> line("path", path));
        return line("how", denied.how());
    }

    /** One line of JSON; the facts as {@link FactsJson} writes them. */
    public String json() {
        return "{\"verdict\":" + verdictJson() + ",\"hides\":"
                + list(hidden.stream().map(ColumnName::toString).sorted().toList()) + ",\"steps\":"
                + list(explanation.steps()) + ",\"facts\":" + FactsJson.of(facts) + "}\n";
    }

    private String verdictJson() {
        return explanation
                .verdict()
                .match(
                        allowed -> object("allowed", allowed.rule(), "", List.of(), ""),
                        held -> object("held", held.rule(), held.why(), List.of(), ""),
                        denied -> object("denied", denied.rule(), denied.why(), denied.paths(), denied.how()));
    }

    private static String object(String is, String rule, String why, List<String> paths, String how) {
        return "{\"is\":" + FactsJson.quoted(is) + ",\"rule\":" + FactsJson.quoted(rule) + ",\"why\":"
                + FactsJson.quoted(why) + ",\"paths\":" + list(paths) + ",\"how\":" + FactsJson.quoted(how) + "}";
    }

    private static String list(Collection<?> items) {
        return items.stream().map(item -> FactsJson.quoted(item.toString())).collect(Collectors.joining(",", "[", "]"));
    }

    private String line(String word, String meaning) {
        text.append("%-8s %s%n".formatted(word, meaning));
        shown.add(new Line(word, meaning));
        return text.toString();
    }

    /** A word, and what it means for the statement. */
    public record Line(String word, String meaning) {}

    /** As {@link #lines}, apart. */
    public List<Line> list() {
        if (shown.isEmpty()) {
            String unused = lines();
            assert !unused.isEmpty();
        }
        return List.copyOf(shown);
    }

    private static String way(String path) {
        return path.isEmpty() ? "" : ": " + path;
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
