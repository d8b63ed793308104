package dev.hoop.gateway.server.assembly.commands;

import dev.hoop.gateway.server.gate.Simulation;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** What a simulation came to, for people and for programs. */
final class SimulationText {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private SimulationText() {}

    static void print(Simulation.Report report, boolean json, PrintWriter out) {
        if (json) {
            out.println(json(report));
        } else {
            text(report, out);
        }
        out.flush();
    }

    private static void text(Simulation.Report report, PrintWriter out) {
        out.printf(
                "%d statements judged; %d verdicts and %d columns would be others%n",
                report.judged(), report.verdicts().size(), report.columns().size());
        report.unjudged().forEach((why, times) -> out.printf("  %d not judged: %s%n", times, why));
        if (report.cutShort()) {
            out.println("  not everything was looked at; look back less far");
        }
        for (Simulation.Counted<Simulation.Change> counted : report.verdicts()) {
            Simulation.Change change = counted.what();
            out.printf(
                    "%6d  %s at %s: %s (%s) -> %s (%s)%n        %s%n",
                    counted.count().times(),
                    ApprovalsCommand.visible(change.subject()),
                    ApprovalsCommand.visible(change.target()),
                    change.from(),
                    change.fromRule(),
                    change.to(),
                    change.toRule(),
                    ApprovalsCommand.visible(change.statement()));
        }
        for (Simulation.Counted<Simulation.ColumnChange> counted : report.columns()) {
            Simulation.ColumnChange change = counted.what();
            out.printf(
                    "%6d  %s at %s: column %s, %s -> %s%n",
                    counted.count().times(),
                    ApprovalsCommand.visible(change.subject()),
                    ApprovalsCommand.visible(change.target()),
                    ApprovalsCommand.visible(change.column()),
                    change.from(),
                    change.to());
        }
    }

    private static String json(Simulation.Report report) {
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("judged", report.judged());
        shown.put("unjudged", report.unjudged());
        shown.put("cutShort", report.cutShort());
        shown.put(
                "verdicts",
                report.verdicts().stream()
                        .map(each -> flat(each.what(), each.count()))
                        .toList());
        shown.put(
                "columns",
                report.columns().stream()
                        .map(each -> flat(each.what(), each.count()))
                        .toList());
        return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(shown);
    }

    private static Map<String, Object> flat(Object what, Simulation.Count count) {
        Map<String, Object> shown = new LinkedHashMap<>();
        JSON.valueToTree(what).properties().forEach(each -> shown.put(each.getKey(), each.getValue()));
        shown.put("times", count.times());
        shown.put("lastAt", count.lastAt().toString());
        return shown;
    }
}
