package dev.hoop.gateway.server.doors.admin;

import dev.hoop.gateway.server.gate.Simulation;

/** What another policy would have said, for reading. */
final class SimulationView {
    private static final int MOST = 200;

    private SimulationView() {}

    static Html of(Simulation.Report report, String days) {
        Table verdicts = new Table(
                "Verdicts that would be others", "Subject", "Target", "Statement", "Was", "Would be", "Times", "Last");
        report.verdicts().stream().limit(MOST).forEach(counted -> {
            Simulation.Change change = counted.what();
            verdicts.add(
                    Shown.text(change.subject()),
                    Shown.text(change.target()),
                    Html.of("<code>{}</code>", Shown.excerpt(change.statement())),
                    verdict(change.from(), change.fromRule()),
                    verdict(change.to(), change.toRule()),
                    Html.escape(Long.toString(counted.count().times())),
                    Shown.time(counted.count().lastAt()));
        });
        Table columns = new Table(
                "Columns that would be shown otherwise", "Subject", "Target", "Column", "Was", "Would be", "Times");
        report.columns().stream().limit(MOST).forEach(counted -> {
            Simulation.ColumnChange change = counted.what();
            columns.add(
                    Shown.text(change.subject()),
                    Shown.text(change.target()),
                    Html.of("<code>{}</code>", Shown.text(change.column())),
                    Shown.text(change.from()),
                    change.to().equals("clear")
                            ? Html.of("<span class=\"state denied\">clear</span>")
                            : Shown.text(change.to()),
                    Html.escape(Long.toString(counted.count().times())));
        });
        return Html.of(
                """
                <section aria-labelledby="would" class="card" id="simulated">
                <h2 id="would">Over the last {} days it would have changed {} verdicts, and {} columns would be shown otherwise</h2>
                <p>{} statements were judged by both policies.{}</p>
                {}
                <h3>Verdicts</h3>
                {}
                <h3>Columns</h3>
                {}
                </section>
                """,
                days,
                report.verdicts().size(),
                report.columns().size(),
                report.judged(),
                report.cutShort() ? " There was not enough time for all of them." : "",
                Shown.list(
                        report.unjudged().entrySet().stream()
                                .map(each -> each.getValue() + " not judged: " + each.getKey())
                                .sorted()
                                .toList(),
                        ""),
                verdicts.or("No verdict would be another."),
                columns.or("No column would be shown otherwise."));
    }

    private static Html verdict(String verdict, String rule) {
        return Html.of("<span class=\"state {}\">{}</span> {}", verdict, verdict, Shown.text(rule));
    }
}
