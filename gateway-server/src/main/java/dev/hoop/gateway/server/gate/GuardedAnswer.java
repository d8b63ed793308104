package dev.hoop.gateway.server.gate;

import dev.hoop.gateway.api.Effect;
import dev.hoop.gateway.api.ErrorCode;
import dev.hoop.gateway.api.GatewayException;
import dev.hoop.gateway.api.value.Column;
import dev.hoop.gateway.api.wire.Notice;
import dev.hoop.gateway.api.wire.RowsKind;
import dev.hoop.gateway.engine.Answer;
import dev.hoop.gateway.engine.Result;
import dev.hoop.gateway.engine.Rows;
import dev.hoop.gateway.engine.masking.Fittings;
import dev.hoop.gateway.engine.masking.MaskPlan;
import dev.hoop.gateway.engine.masking.MaskTools;
import dev.hoop.gateway.engine.masking.RowMask;
import dev.hoop.gateway.engine.policy.Obligations;
import dev.hoop.gateway.engine.policy.Permit;
import dev.hoop.gateway.engine.policy.Policy;
import dev.hoop.gateway.engine.policy.rules.Grant;
import dev.hoop.gateway.server.ports.audit.SessionRecording;
import dev.hoop.gateway.server.ports.targets.TargetException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The target's answer as the subject may have it: rows masked, capped, counted and copied to the recording, warnings scrubbed, failures
 * worded. Closing it records the outcome.
 */
final class GuardedAnswer implements Answer {
    private final Answer answer;
    private final Policy policy;
    private final Permit permit;
    private final MaskTools tools;
    private final Fittings fittings;
    private final SessionRecording recording;
    private final Tally tally;
    private final Ending ending;
    private int results;

    GuardedAnswer(
            Answer answer,
            Policy policy,
            Permit permit,
            MaskTools tools,
            Fittings fittings,
            SessionRecording recording,
            Tally tally,
            Ending ending) {
        this.answer = answer;
        this.policy = policy;
        this.permit = permit;
        this.tools = tools;
        this.fittings = fittings;
        this.recording = recording;
        this.tally = tally;
        this.ending = ending;
    }

    @Override
    public Optional<Result> next() {
        return guarded(() -> answer.next().map(result -> result.match(this::guard, this::count, this::counts)));
    }

    @Override
    public List<Notice> warnings() {
        List<Notice> given = guarded(answer::warnings);
        List<Notice> notices = new ArrayList<>(
                given.isEmpty()
                        ? given
                        : guarded(() -> Failures.of(permit, tools).warnings(given)));
        tally.cappedAt()
                .ifPresent(cap -> notices.add(new Notice(
                        "01004",
                        0,
                        "the rows were cut off at the %d your grant allows; narrow the query".formatted(cap))));
        for (Grant grant : permit.grants()) {
            if (grant.isNoticed()) {
                notices.add(new Notice("01000", 0, "the review of grant '%s' is due".formatted(grant.name())));
            }
        }
        return notices;
    }

    @Override
    public void close() {
        guarded(() -> {
            answer.close();
            return true;
        });
        ending.succeeded();
    }

    @Override
    public Runnable end() {
        guarded(() -> {
            answer.close();
            return true;
        });
        return ending.succeededUnwritten();
    }

    private Result count(Result.Count count) {
        tally.affected(count.rowsAffected());
        return count;
    }

    private Result counts(Result.Batch batch) {
        batch.counts().forEach(tally::affected);
        return batch;
    }

    private Result guard(Result.RowSet set) {
        RowMask masked = new RowMask(set.rows(), plan(set), tools, fittings);
        tally.contentMasked(masked::contentMasked);
        boolean bounded = set.kind() == RowsKind.RESULT || set.kind() == RowsKind.CURSOR;
        long cap = bounded ? permit.obligations().rowCap().orElse(Long.MAX_VALUE) : Long.MAX_VALUE;
        Rows capped = new CappedRows(masked, cap, tally);
        return new Result.RowSet(set.kind(), new WordedRows(recording.tap(permit.receipt(), capped), this::guarded));
    }

    /** Results have plans in their order. Generated keys are traced to the written table; OUT parameters, their cursors and further results are not. */
    private MaskPlan plan(Result.RowSet set) {
        List<Column> columns = set.rows().columns();
        return switch (set.kind()) {
            case RESULT -> result();
            case GENERATED_KEYS -> policy.plan(permit.claim(), KeyColumns.origins(permit, columns));
            case OUT_PARAMETERS, CURSOR -> policy.plan(permit.claim(), KeyColumns.unknown(columns));
        };
    }

    private MaskPlan result() {
        Obligations obligations = permit.obligations();
        int number = results++;
        if (number == 0 || obligations.plan().shape() == MaskPlan.Shape.OPEN) {
            return obligations.plan();
        }
        if (number > obligations.further().size()) {
            throw new GatewayException(
                    ErrorCode.PLAN_MISMATCH,
                    "the target answered with more results than were understood; the rest is not shown");
        }
        return obligations.further().get(number - 1);
    }

    /** Any failure ends the statement; the target's own is worded for the subject. */
    private <T> T guarded(Supplier<T> step) {
        try {
            return step.get();
        } catch (TargetException failure) {
            throw ending.failed(failure);
        } catch (StatementFailedException worded) {
            throw worded;
        } catch (GatewayException stopped) {
            ending.stopped(stopped, Effect.APPLIED); // the target has run it; only the answer is withheld
            throw stopped;
        } catch (RuntimeException | Error e) {
            ending.broke();
            throw e;
        }
    }
}
