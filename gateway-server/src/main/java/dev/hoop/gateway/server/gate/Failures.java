package dev.hoop.gateway.server.gate;

import dev.hoop.gateway.api.ErrorCode;
import dev.hoop.gateway.api.wire.Cause;
import dev.hoop.gateway.api.wire.Notice;
import dev.hoop.gateway.engine.Claim;
import dev.hoop.gateway.engine.policy.Denied;
import dev.hoop.gateway.engine.policy.Permit;
import dev.hoop.gateway.server.ports.targets.TargetException;
import java.util.List;
import java.util.Map;

/** Words failures for the subject: refusals with rule, reason and remedy; the target's own errors whole, or without their texts. */
final class Failures {
    /** What is said in place of a database's text when a protected column was touched: such texts quote row values. */
    static final String SCRUBBED =
            "the target refused the statement; its message is withheld because the statement touches protected columns (see the SQLState)";

    private Failures() {}

    static StatementFailedException denied(Claim claim, Denied denied) {
        String how = denied.how().isBlank() ? "" : "; " + denied.how();
        String paths = denied.paths().isEmpty() ? "" : " [" + String.join("; ", denied.paths()) + "]";
        String rule = denied.why().startsWith("rule '") ? "" : "rule '%s' denies this: ".formatted(denied.rule());
        String message = rule + denied.why() + paths + how;
        return StatementFailedException.refusal(
                denied.code(), message, denied.rule(), claim.id().value(), "");
    }

    static StatementFailedException target(Permit permit, TargetException failure) {
        TargetException.Report report = failure.report();
        boolean scrub = permit.obligations().scrubErrors() && failure.code() == ErrorCode.TARGET_FAILED;
        return new StatementFailedException(
                failure.code(),
                scrub ? SCRUBBED : message(failure),
                new StatementFailedException.Report(
                        report.sqlState(),
                        report.vendorCode(),
                        report.kind(),
                        report.effect(),
                        "",
                        permit.claim().id().value(),
                        "",
                        scrub ? Map.of() : report.details(),
                        report.batchCounts(),
                        scrub ? report.causes().stream().map(Failures::scrubbed).toList() : report.causes()));
    }

    /**
     * A failure of a call that carries no statement. Where the target has protected data, a deferred constraint may quote it at commit.
     */
    static StatementFailedException unjudged(TargetException failure, boolean scrub) {
        TargetException.Report report = failure.report();
        boolean withhold = scrub && failure.code() == ErrorCode.TARGET_FAILED;
        return new StatementFailedException(
                failure.code(),
                withhold ? SCRUBBED : message(failure),
                new StatementFailedException.Report(
                        report.sqlState(),
                        report.vendorCode(),
                        report.kind(),
                        report.effect(),
                        "",
                        "",
                        "",
                        withhold ? Map.of() : report.details(),
                        report.batchCounts(),
                        withhold
                                ? report.causes().stream()
                                        .map(Failures::scrubbed)
                                        .toList()
                                : report.causes()));
    }

    static List<Notice> warnings(Permit permit, List<Notice> notices) {
        if (!permit.obligations().scrubErrors()) {
            return notices;
        }
        return notices.stream()
                .map(notice -> new Notice(notice.sqlState(), notice.vendorCode(), SCRUBBED))
                .toList();
    }

    private static Cause scrubbed(Cause cause) {
        return new Cause(cause.kind(), cause.sqlState(), cause.vendorCode(), SCRUBBED);
    }

    private static String message(TargetException failure) {
        String message = failure.getMessage();
        return message == null ? "the target gave no message" : message;
    }
}
