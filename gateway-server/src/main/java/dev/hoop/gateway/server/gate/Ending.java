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
    private final Gate gate;
    private final Session session;
    private final Permit permit;
    private final Optional<Approvals.Execution> execution;
    private final Tally tally;
    private boolean done;

    Ending(Gate gate, Session session, Permit permit, Optional<Approvals.Execution> execution, Tally tally) {
        this.gate = gate;
        this.session = session;
        this.permit = permit;
        this.execution = execution;
        this.tally = tally;
    }

    void succeeded() {
        end(Effect.APPLIED, 0, "");
    }

    /** The target failed; answers what the subject is told. */
    StatementFailedException failed(TargetException failure) {
        StatementFailedException told =
                Failures.of(permit, gate.ports().maskTools()).target(failure);
        end(failure.report().effect(), failure.code().number(), failure.report().sqlState());
        return told;
    }

    /** The gate itself stopped the statement after it was sent. */
    void stopped(GatewayException reason, Effect effect) {
        if (reason.code() == ErrorCode.PLAN_MISMATCH) {
            session.connector().forget(session.target()); // the next attempt reads the catalogue afresh
        }
        end(effect, reason.code().number(), reason.code().sqlState());
    }

    /** Something unforeseen: what the target did is not known. */
    void broke() {
        end(Effect.SENT_UNKNOWN, ErrorCode.INTERNAL.number(), ErrorCode.INTERNAL.sqlState());
    }

    private void end(Effect effect, int error, String sqlState) {
        if (done) {
            return;
        }
        done = true;
        Outcome outcome = tally.outcome(effect, error, sqlState);
        try {
            gate.ports().audit().outcome(permit.receipt(), outcome);
            session.recording().ended(permit.receipt(), outcome);
        } catch (AuditUnavailableException unrecorded) {
            session.takeNoMore(); // the effect stands and its caller hears of it, and nothing follows that is not
            // recorded
        } finally {
            execution.ifPresent(claimed -> gate.ports().approvals().finish(claimed, effect));
            forgetChangedDefinitions();
        }
    }

    private void forgetChangedDefinitions() {
        Set<StatementKind> kinds = permit.claim().facts().kinds();
        boolean changes = kinds.stream().anyMatch(kind -> switch (kind) {
            case CREATE, ALTER, DROP, CALL, OPAQUE, ADMIN -> true;
            default -> false;
        });
        if (changes) {
            session.changedDefinitions();
        } else if (kinds.contains(StatementKind.TRANSACTION)) {
            session.mayHaveSettledDefinitions();
        }
    }
}
