package dev.hoop.gateway.server.gate;

import dev.hoop.gateway.api.ErrorCode;
import dev.hoop.gateway.api.wire.SessionSetting;
import dev.hoop.gateway.api.wire.StateSetting;
import dev.hoop.gateway.engine.Answer;
import dev.hoop.gateway.engine.RunOptions;
import dev.hoop.gateway.engine.policy.Permit;
import dev.hoop.gateway.server.ports.targets.TargetLink;
import java.util.List;

/**
 * Runs a write that may change only so many rows: in a transaction or savepoint of its own, counted, and rolled back when it changed more.
 * Without a bound the statement simply runs. The bound is checked before anything is answered, so the results are gathered first; they are
 * few, because the bound is.
 */
final class BoundedWrite {
    private static final StateSetting MANUAL = new StateSetting(SessionSetting.AUTO_COMMIT, "false");
    private static final StateSetting AUTOMATIC = new StateSetting(SessionSetting.AUTO_COMMIT, "true");
    private static final String SAVEPOINT = "hoop_row_bound";

    private BoundedWrite() {}

    static Answer run(TargetLink link, Permit permit, RunOptions options) {
        if (permit.obligations().maxRowsAffected().isEmpty()) {
            return link.run(permit, options);
        }
        long bound = permit.obligations().maxRowsAffected().getAsLong();
        return link.state().contains(AUTOMATIC)
                ? inTransaction(link, permit, options, bound)
                : inSavepoint(link, permit, options, bound);
    }

    private static Answer inTransaction(TargetLink link, Permit permit, RunOptions options, long bound) {
        link.apply(List.of(MANUAL));
        boolean kept = false;
        try {
            GatheredAnswer answer = GatheredAnswer.of(link.run(permit, options), bound);
            check(answer, permit, bound);
            link.commit();
            kept = true;
            return answer;
        } finally {
            if (!kept) {
                link.rollback();
            }
            link.apply(List.of(AUTOMATIC));
        }
    }

    private static Answer inSavepoint(TargetLink link, Permit permit, RunOptions options, long bound) {
        String savepoint = link.savepoint(SAVEPOINT);
        boolean kept = false;
        try {
            GatheredAnswer answer = GatheredAnswer.of(link.run(permit, options), bound);
            check(answer, permit, bound);
            link.release(savepoint);
            kept = true;
            return answer;
        } finally {
            if (!kept) {
                link.rollbackTo(savepoint);
            }
        }
    }

    private static void check(GatheredAnswer answer, Permit permit, long bound) {
        if (answer.rowsAffected() > bound) {
            throw StatementFailedException.rolledBack(
                    ErrorCode.LIMIT_EXCEEDED,
                    "the statement would change more than the %d rows it is allowed to; it was rolled back. Narrow it, or ask for a larger bound"
                            .formatted(bound),
                    permit.claim().id().value());
        }
    }
}
