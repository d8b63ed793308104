package dev.hoop.gateway.server.doors.admin;

import dev.hoop.gateway.server.gate.Simulation;
import dev.hoop.gateway.server.gate.Visitor;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** Trying policies, for programs. */
final class PolicyApi {
    private static final Duration USUAL = Duration.ofDays(30);
    private static final long LONGEST = Duration.ofDays(3660).toSeconds();

    private final Api api;

    PolicyApi(Api api) {
        this.api = api;
    }

    void add(RoutesConfig routes) {
        routes.post(Api.ROOT + "/policy/simulate", http -> api.change(http, this::simulate));
    }

    private Object simulate(Context http, Visitor visitor) {
        Wanted wanted = Wanted.of(http, "policy", "sinceSeconds");
        long seconds = wanted.count("sinceSeconds").orElse(USUAL.toSeconds());
        if (seconds < 1 || seconds > LONGEST) {
            throw Wanted.invalid("'sinceSeconds' is how far to look back, in seconds");
        }
        return of(api.gate()
                .policies(visitor)
                .simulate(wanted.text("policy"), Instant.now().minusSeconds(seconds)));
    }

    static Map<String, Object> of(Simulation.Report report) {
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("judged", report.judged());
        shown.put("unjudged", report.unjudged());
        shown.put("cutShort", report.cutShort());
        shown.put("verdicts", report.verdicts().stream().map(PolicyApi::verdict).toList());
        shown.put("columns", report.columns().stream().map(PolicyApi::column).toList());
        return shown;
    }

    private static Map<String, Object> verdict(Simulation.Counted<Simulation.Change> counted) {
        Map<String, Object> shown = new LinkedHashMap<>();
        Simulation.Change change = counted.what();
        shown.put("subject", change.subject());
        shown.put("target", change.target());
        shown.put("statement", change.statement());
        shown.put("from", change.from());
        shown.put("fromRule", change.fromRule());
        shown.put("to", change.to());
        shown.put("toRule", change.toRule());
        return counted(shown, counted.count());
    }

    private static Map<String, Object> column(Simulation.Counted<Simulation.ColumnChange> counted) {
        Map<String, Object> shown = new LinkedHashMap<>();
        Simulation.ColumnChange change = counted.what();
        shown.put("subject", change.subject());
        shown.put("target", change.target());
        shown.put("column", change.column());
        shown.put("from", change.from());
        shown.put("to", change.to());
        return counted(shown, counted.count());
    }

    private static Map<String, Object> counted(Map<String, Object> shown, Simulation.Count count) {
        shown.put("times", count.times());
        shown.put("lastAt", count.lastAt().toString());
        return shown;
    }
}
