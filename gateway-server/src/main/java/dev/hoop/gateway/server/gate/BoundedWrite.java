package dev.hoop.gateway.server.gate;

import dev.hoop.gateway.api.ErrorCode;
import dev.hoop.gateway.api.wire.SessionSetting;
import dev.hoop.gateway.api.wire.StateSetting;
import dev.hoop.gateway.engine.Answer;
import dev.hoop.gateway.engine.RunOptions;
import dev.hoop.gateway.engine.StatementFacts;
import dev.hoop.gateway.engine.StatementKind;
import dev.hoop.gateway.engine.policy.Permit;
import dev.hoop.gateway.server.ports.targets.TargetLink;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Runs a write that may change only so many rows: in a transaction or savepoint of its own, counted, and rolled back when it changed more.
 * Without a bound the statement simply runs. The bound is checked before anything is answered, so the results are gathered first; they are
 * few, because the bound is.
 */
final class BoundedWrite {
    private static final StateSetting MANUAL = new StateSetting(SessionSetting.AUTO_COMMIT, "false");
    private static final StateSetting AUTOMATIC = new StateSetting(SessionSetting.AUTO_COMMIT, "true");
    private static final Pattern WITH =
            Pattern.compile("\\bwith\\b(?!\\s+(?:local\\s+)?time\\s+zone)", Pattern.CASE_INSENSITIVE);
    private static final Pattern CHANGE =
            Pattern.compile("\\b(?:insert|update|delete|merge)\\b", Pattern.CASE_INSENSITIVE);
    private static final String SAVEPOINT = "hoop_row_bound";

    private BoundedWrite() {}

    /**
     * Runs it.
     *
     * @throws RowBoundException when it changed more; nothing of that stays
     */
    static Answer run(TargetLink link, Permit permit, RunOptions options) {
        if (permit.obligations().maxRowsAffected().isEmpty()) {
            return link.run(permit, options);
        }
        long bound = permit.obligations().maxRowsAffected().getAsLong();
        if (hidesChanges(permit.claim().facts())) {
            throw StatementFailedException.refusal(
                    ErrorCode.NOT_SUPPORTED,
                    "the statement may change only so many rows, and its database does not tell how many those of its WITH would be;"
                            + " send the changes one by one, or have it approved without a bound",
                    "",
                    permit.claim().id().value(),
                    "");
        }
        if (!link.undoes(permit)) {
            throw StatementFailedException.refusal(
                    ErrorCode.NOT_SUPPORTED,
                    "the statement may change only so many rows, and a table that it changes cannot be rolled back by its database;"
                            + " make the table transactional (InnoDB), or have it approved without a bound",
                    "",
                    permit.claim().id().value(),
                    "");
        }
        return link.state().contains(AUTOMATIC)
                ? inTransaction(link, permit, options, bound)
                : inSavepoint(link, permit, options, bound);
    }

    /**
     * Whether a query of its WITH may change something, of which no count is told. By words alone, so that it says yes too often: where
     * such words stand in a text, or where a WITH that only reads goes before INSERT … ON CONFLICT DO UPDATE or MERGE.
     */
    private static boolean hidesChanges(StatementFacts facts) {
        String text = facts.executable();
        return WITH.matcher(text).find()
                && (facts.kinds().contains(StatementKind.SELECT)
                        || CHANGE.matcher(text).results().count() > 1);
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
            throw new RowBoundException(
                    bound, answer.rowsAffected(), permit.claim().id().value());
        }
    }
}
