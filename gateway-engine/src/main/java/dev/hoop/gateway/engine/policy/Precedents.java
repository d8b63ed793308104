package dev.hoop.gateway.engine.policy;

import dev.hoop.gateway.engine.Claim;
import dev.hoop.gateway.engine.StatementFacts;
import dev.hoop.gateway.engine.Subject;
import dev.hoop.gateway.engine.TargetName;
import dev.hoop.gateway.engine.TaskId;
import dev.hoop.gateway.engine.policy.rules.Grant;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Judges claims, and repeats what was allowed before where the policy would say the same again: the policy is the very same object and
 * looks at nothing that differs between executions ({@code PolicyRules.areSteady}), subject, door, task and target are equal, the facts are
 * the very same object and the text is equal, and nobody's approval is looked at. All else, and whatever was not allowed, is judged anew.
 *
 * <p>For one session: remembers for the asker and the policy of the last claim; another asker or policy forgets all. What it does not
 * know it looks up in the {@link PrecedentBook}, where what other sessions of the same asker were allowed stands too. Bounded. Not
 * thread-safe.
 */
public final class Precedents {
    private static final int MOST = 256;

    private final PrecedentBook book;
    private final IdentityHashMap<StatementFacts, Precedent> known = new IdentityHashMap<>();
    private @Nullable Policy policy;
    private @Nullable Asker asker;

    /** Knows what the book does. */
    public Precedents(PrecedentBook book) {
        this.book = book;
    }

    /** By whom, and where, something is asked. */
    record Asker(Subject subject, String door, Optional<TaskId> task, TargetName target) {
        static Asker of(Claim claim) {
            return new Asker(
                    claim.subject(),
                    claim.door(),
                    claim.task(),
                    claim.statement().target());
        }

        boolean isOf(Claim claim) {
            return subject.equals(claim.subject())
                    && door.equals(claim.door())
                    && task.equals(claim.task())
                    && target.equals(claim.statement().target());
        }
    }

    /** What is known of one asker's claims with certain facts, under one policy. Thread-safe. */
    static final class Precedent {
        private volatile boolean hidesNothing;
        private volatile @Nullable Leave leave;
    }

    /** What was allowed, without the values that the statement was given. */
    private record Leave(String text, String rule, Obligations obligations, List<Grant> grants) {}

    /** The verdict of {@link Policy#judge}. */
    public Verdict judge(Policy now, Claim claim) {
        if (!now.isSteady(claim.facts()) || claim.approval().isPresent()) {
            return now.judge(claim);
        }
        Precedent precedent = of(now, claim);
        Leave leave = precedent.leave;
        if (leave != null && leave.text().equals(claim.statement().text())) {
            return new Allowed(claim, leave.rule(), leave.obligations(), leave.grants());
        }
        return now.judge(claim).match(yes -> remembered(precedent, yes), held -> held, denied -> denied);
    }

    /** The answer of {@link Policy#maskedAtRead}, which looks at asker and facts alone. */
    public Optional<MaskedRead> maskedAtRead(Policy now, Claim claim) {
        Precedent precedent = of(now, claim);
        if (precedent.hidesNothing) {
            return Optional.empty();
        }
        Optional<MaskedRead> read = now.maskedAtRead(claim);
        precedent.hidesNothing = read.isEmpty();
        return read;
    }

    private static Verdict remembered(Precedent precedent, Allowed allowed) {
        precedent.leave =
                new Leave(allowed.claim().statement().text(), allowed.rule(), allowed.obligations(), allowed.grants());
        return allowed;
    }

    private Precedent of(Policy now, Claim claim) {
        Asker before = asker;
        if (policy != now || before == null || !before.isOf(claim) || known.size() >= MOST) {
            known.clear();
            policy = now;
            asker = Asker.of(claim);
        }
        Precedent precedent = known.get(claim.facts());
        if (precedent == null) {
            precedent = book.precedent(now, Asker.of(claim), claim.facts());
            known.put(claim.facts(), precedent);
        }
        return precedent;
    }
}
