package dev.hoop.gateway.server.gate;

import dev.hoop.gateway.api.Effect;
import dev.hoop.gateway.api.ErrorCode;
import dev.hoop.gateway.api.GatewayException;
import dev.hoop.gateway.engine.StatementKind;
import dev.hoop.gateway.engine.policy.Permit;
import dev.hoop.gateway.server.ports.approvals.Approvals;
import dev.hoop.gateway.server.ports.audit.AuditUnavailableException;
import dev.hoop.gateway.server.ports.audit.Outcome;
import dev.hoop.gateway.server.ports.targets.TargetException;
import java.util.Optional;
import java.util.Set;

/** Records, exactly once, how a permitted statement ended: in the trail, in the recording, and in the approval it used up. */
final class Ending {
    private final Stay stay;
    private final Permit permit;
    private final Optional<Approvals.Execution> execution;
    private final Tally tally;
    private final Aftermath aftermath;
    private boolean done;

    /** What else follows a statement's end. */
    interface Aftermath {
        /** For statements after which nothing is known to have changed. */
        Aftermath NONE = new Aftermath() {
            @Override
            public void planMismatched() {}

            @Override
            public void ended(Set<StatementKind> kinds) {}
        };

        /** The target answered with another shape than was planned for. */
        void planMismatched();

        /** A statement of these kinds has ended, well or not. */
        void ended(Set<StatementKind> kinds);
    }

    Ending(Stay stay, Permit permit, Optional<Approvals.Execution> execution, Tally tally, Aftermath aftermath) {
        this.stay = stay;
        this.permit = permit;
        this.execution = execution;
        this.tally = tally;
        this.aftermath = aftermath;
    }

    void succeeded() {
        succeededUnwritten().run();
    }

    /** As {@link #succeeded}, but for the writing down, which is what it answers. */
    Runnable succeededUnwritten() {
        return end(Effect.APPLIED, 0, "");
    }

    /** The target failed; answers what the subject is told. */
    StatementFailedException failed(TargetException failure) {
        StatementFailedException told =
                Failures.of(permit, stay.gate().ports().maskTools()).target(failure);
        end(failure.report().effect(), failure.code().number(), failure.report().sqlState())
                .run();
        return told;
    }

    /** The gate itself stopped the statement after it was sent. */
    void stopped(GatewayException reason, Effect effect) {
        if (reason.code() == ErrorCode.PLAN_MISMATCH) {
            aftermath.planMismatched();
        }
        end(effect, reason.code().number(), reason.code().sqlState()).run();
    }

    /** Something unforeseen: what the target did is not known. */
    void broke() {
        end(Effect.SENT_UNKNOWN, ErrorCode.INTERNAL.number(), ErrorCode.INTERNAL.sqlState())
                .run();
    }

    /** Ends it for everybody else at once; what is answered writes it down. */
    private Runnable end(Effect effect, int error, String sqlState) {
        if (done) {
            return () -> {};
        }
        done = true;
        Outcome outcome = tally.outcome(effect, error, sqlState);
        boolean settled = false;
        try {
            execution.ifPresent(claimed -> stay.gate().ports().approvals().finish(claimed, effect));
            aftermath.ended(permit.claim().facts().kinds());
            settled = true;
            return () -> write(outcome);
        } finally {
            if (!settled) {
                write(outcome); // whatever else went wrong
            }
        }
    }

    private void write(Outcome outcome) {
        try {
            stay.gate().ports().audit().outcome(permit.receipt(), outcome);
            stay.recording().ended(permit.receipt(), outcome);
        } catch (AuditUnavailableException unrecorded) {
            stay.takeNoMore(); // the effect stands and its caller hears of it, and nothing follows that is not
            // recorded
        }
    }
}
