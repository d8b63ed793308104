package dev.hoop.gateway.server.gate;

import dev.hoop.gateway.api.ErrorCode;
import dev.hoop.gateway.api.wire.Cause;
import dev.hoop.gateway.api.wire.Notice;
import dev.hoop.gateway.engine.Claim;
import dev.hoop.gateway.engine.masking.MaskPlan;
import dev.hoop.gateway.engine.masking.MaskTools;
import dev.hoop.gateway.engine.policy.Denied;
import dev.hoop.gateway.engine.policy.Permit;
import dev.hoop.gateway.engine.policy.TargetTexts;
import dev.hoop.gateway.server.ports.targets.TargetException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** Words failures for the subject: refusals with rule, reason and remedy; the target's own errors whole, or without their texts. */
final class Failures {
    /** What is said in place of a database's text when a protected column was touched: such texts quote row values. */
    static final String SCRUBBED =
            "the target refused the statement; its message is withheld because the statement touches protected columns, or code that may (see the SQLState)";

    /** The same of a warning, which does not say that anything failed. */
    static final String SCRUBBED_WARNING =
            "a warning of the target is withheld because the statement touches protected columns, or code that may (see the SQLState)";

    /** States that code gives its errors: RAISE and SIGNAL, the standard's classes for routines, and H2's for triggers and functions. */
    private static final List<String> RAISED = List.of("P0", "45", "38", "39", "90005", "90105");

    private final Permit permit;
    private final UnaryOperator<String> shown;

    private Failures(Permit permit, UnaryOperator<String> shown) {
        this.permit = permit;
        this.shown = shown;
    }

    /** Words what the target says of one permitted statement: texts lose what the subject would not see in rows either. */
    static Failures of(Permit permit, MaskTools tools) {
        MaskPlan plan = permit.obligations().plan();
        return new Failures(permit, plan.content().isEmpty() ? text -> text : tools.contentMask(plan.content())::shown);
    }

    static StatementFailedException denied(Claim claim, Denied denied) {
        String how = denied.how().isBlank() ? "" : "; " + denied.how();
        String paths = denied.paths().isEmpty() ? "" : " [" + String.join("; ", denied.paths()) + "]";
        String rule = denied.why().startsWith("rule '") ? "" : "rule '%s' denies this: ".formatted(denied.rule());
        String message = rule + denied.why() + paths + how;
        return StatementFailedException.refusal(
                denied.code(), message, denied.rule(), claim.id().value(), "");
    }

    StatementFailedException target(TargetException failure) {
        TargetException.Report report = failure.report();
        boolean own = failure.code() != ErrorCode.TARGET_FAILED; // worded by the gateway, without values
        boolean scrub = !own && isWithheld(report);
        UnaryOperator<String> worded = own ? text -> text : scrub ? text -> SCRUBBED : shown;
        return new StatementFailedException(
                failure.code(),
                worded.apply(message(failure)),
                new StatementFailedException.Report(
                        report.sqlState(),
                        report.vendorCode(),
                        report.kind(),
                        report.effect(),
                        "",
                        permit.claim().id().value(),
                        "",
                        scrub ? Map.of() : details(report.details(), worded),
                        report.batchCounts(),
                        report.causes().stream()
                                .map(cause -> cause(cause, worded))
                                .toList()));
    }

    private boolean isWithheld(TargetException.Report report) {
        return switch (permit.obligations().texts()) {
            case SHOWN -> false;
            case WITHOUT_CODE -> isOfCode(report);
            case WITHHELD -> true;
        };
    }

    /** Whether code in the database raised the error, or was running when it was raised. */
    private static boolean isOfCode(TargetException.Report report) {
        return report.details().containsKey("where")
                || isRaised(report.sqlState())
                || report.causes().stream().anyMatch(cause -> isRaised(cause.sqlState()));
    }

    /** An error without a state is none of the database's own. */
    private static boolean isRaised(String sqlState) {
        return sqlState.isBlank() || RAISED.stream().anyMatch(sqlState::startsWith);
    }

    private static Map<String, String> details(Map<String, String> details, UnaryOperator<String> worded) {
        Map<String, String> texts = new LinkedHashMap<>();
        details.forEach((name, text) -> texts.put(name, worded.apply(text)));
        return texts;
    }

    private static Cause cause(Cause cause, UnaryOperator<String> worded) {
        return new Cause(cause.kind(), cause.sqlState(), cause.vendorCode(), worded.apply(cause.message()));
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

    List<Notice> warnings(List<Notice> notices) {
        UnaryOperator<String> worded =
                permit.obligations().texts() == TargetTexts.SHOWN ? shown : text -> SCRUBBED_WARNING;
        return notices.stream()
                .map(notice -> new Notice(notice.sqlState(), notice.vendorCode(), worded.apply(notice.message())))
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
