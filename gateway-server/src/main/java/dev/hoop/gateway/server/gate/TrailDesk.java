package dev.hoop.gateway.server.gate;

import dev.hoop.gateway.server.ports.audit.TrailChecks;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Where an auditor or admin sees how the trail stands and has it verified. That it was verified stands in the trail. Thread-safe. */
public final class TrailDesk {
    private final Gate gate;
    private final Visitor visitor;
    private final TrailChecks trail;

    TrailDesk(Gate gate, Visitor visitor, TrailChecks trail) {
        gate.requireOneOf(visitor, Role.AUDITOR, Role.ADMIN);
        this.gate = gate;
        this.visitor = visitor;
        this.trail = trail;
    }

    /** What was signed last. */
    public record Signed(String origin, long records, String root, Instant at) {}

    /** What a verification found. */
    public record Report(
            boolean isSound,
            long records,
            int segments,
            long signed,
            int checkpoints,
            long open,
            List<String> problems,
            long problemCount) {}

    public Optional<Signed> newest() {
        gate.requireOneOf(visitor, Role.AUDITOR, Role.ADMIN);
        return trail.newest().map(signed -> new Signed(signed.origin(), signed.records(), signed.root(), signed.at()));
    }

    /** Takes as long as reading the whole trail takes: call it on a thread that may wait. */
    public Report verify() {
        gate.requireOneOf(visitor, Role.AUDITOR, Role.ADMIN);
        TrailChecks.Report report = trail.verify();
        gate.record(
                "trail-verified",
                visitor.subject().name().value(),
                "",
                "",
                Map.of(
                        "door",
                        visitor.door(),
                        "records",
                        Long.toString(report.records()),
                        "problems",
                        Long.toString(report.problemCount())));
        return new Report(
                report.isSound(),
                report.records(),
                report.segments(),
                report.signed(),
                report.checkpoints(),
                report.open(),
                report.problems(),
                report.problemCount());
    }
}
