package dev.hoop.gateway.engine.policy;

import dev.hoop.gateway.api.ErrorCode;
import dev.hoop.gateway.engine.ApprovalEvidence;
import dev.hoop.gateway.engine.Claim;
import dev.hoop.gateway.engine.FunctionUse;
import dev.hoop.gateway.engine.StatementFacts;
import dev.hoop.gateway.engine.StatementKind;
import dev.hoop.gateway.engine.Subject;
import dev.hoop.gateway.engine.TargetName;
import dev.hoop.gateway.engine.TaskId;
import dev.hoop.gateway.engine.masking.MaskPlan;
import dev.hoop.gateway.engine.policy.Explanation.Stage;
import dev.hoop.gateway.engine.policy.rules.Grant;
import dev.hoop.gateway.engine.policy.rules.KindWords;
import dev.hoop.gateway.engine.policy.rules.Match;
import dev.hoop.gateway.engine.policy.rules.PolicyRules;
import dev.hoop.gateway.engine.policy.rules.PolicyTarget;
import dev.hoop.gateway.engine.policy.rules.Rule;
import dev.hoop.gateway.engine.policy.rules.Rule.Cap;
import dev.hoop.gateway.engine.policy.rules.Rule.Deny;
import dev.hoop.gateway.engine.policy.rules.Rule.Hold;
import dev.hoop.gateway.engine.policy.rules.TouchedColumns;
import dev.hoop.gateway.engine.policy.rules.Who;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * One claim before the policy. The stages follow each other, and only what passes all of them is allowed:
 *
 * <pre>grants → understanding → guard → denies → protected data → holds → obligations</pre>
 *
 * <p>Within a stage the first match in the order of the policy decides; only holds add up, since each names people who must agree.
 */
final class Judgement {
    private static final Set<StatementKind> RUN_TRIGGERS = EnumSet.of(
            StatementKind.INSERT,
            StatementKind.UPDATE,
            StatementKind.DELETE,
            StatementKind.MERGE,
            StatementKind.TRUNCATE,
            StatementKind.BULK_LOAD,
            StatementKind.CALL);

    private static final String TOKEN_SCOPE = "token-scope";

    private final PolicyRules rules;
    private final Claim claim;
    private final StatementFacts facts;
    private final Trace trace;
    private final Admission admission;
    private final Protection protection;

    Judgement(PolicyRules rules, Claim claim, Trace trace) {
        this.rules = rules;
        this.claim = claim;
        this.facts = claim.facts();
        this.trace = trace;
        this.admission = Admission.of(rules.grants(), claim);
        this.protection = Protection.of(rules, claim);
    }

    /** As {@link #verdict}, but what waits for people may pass. */
    Verdict ofDescription() {
        return verdict().match(yes -> yes, held -> allowed(held.rule(), matching(Hold.class)), denied -> denied);
    }

    Verdict verdict() {
        List<Rule> holds =
                Stream.concat(matching(Hold.class).stream(), reviews()).toList();
        Optional<Denied> denied = admitted()
                .or(this::understood)
                .or(this::granted)
                .or(this::guarded)
                .or(this::forbidden)
                .or(() -> protectedColumns(!holds.isEmpty()));
        if (denied.isPresent()) {
            return denied.get();
        }
        tell(Stage.HOLDS, Hold.class);
        return holds.isEmpty() ? allowed(admission.names(), holds) : held(holds);
    }

    /** Grants whose review is due hold what needs them, until one of their reviewers agrees. */
    private Stream<Rule> reviews() {
        boolean isHarmless = KindWords.IMPLIED.containsAll(facts.kinds()); // what every driver needs to go on at all
        return admission.used().stream()
                .filter(grant -> grant.isHeldForReview() && !isHarmless)
                .map(grant -> new Rule(
                        grant.mark(),
                        "review:" + grant.name(),
                        new Match(List.of()),
                        Optional.empty(),
                        new Hold(
                                grant.review().orElseThrow().by(),
                                1,
                                List.of(),
                                rules.defaults().within(),
                                Duration.ZERO,
                                isJustifiable(grant) ? Who.EVERYONE : Who.NOBODY,
                                isJustifiable(grant)
                                        ? grant.review().orElseThrow().justifiedFor()
                                        : Duration.ZERO),
                        "the review of grant '" + grant.name() + "' is due"
                                + (isJustifiable(grant)
                                        ? "; say why you need it and go on: hoop approvals justify REQUEST --reason WHY"
                                        : ""),
                        OptionalLong.empty(),
                        OptionalLong.empty()));
    }

    private static boolean isJustifiable(Grant grant) {
        return grant.review().orElseThrow().stale() == Grant.Stale.JUSTIFY;
    }

    private Optional<Denied> admitted() {
        TargetName target = claim.statement().target();
        if (!claim.subject().scope().opens(target)) {
            return refuse(
                    Stage.GRANTS,
                    ErrorCode.NO_GRANT,
                    TOKEN_SCOPE,
                    "your token is not for target '" + target + "'",
                    "use a token that is");
        }
        boolean known = rules.targets().containsKey(target);
        if (!known || admission.admitting().isEmpty()) {
            Denied denied = noGrant(rules, claim.subject(), target, claim.task(), claim.at());
            trace.note(Stage.GRANTS, denied::why);
            return Optional.of(denied);
        }
        trace.note(
                Stage.GRANTS,
                () -> "let in by "
                        + admission.admitting().stream()
                                .map(grant ->
                                        "'" + grant.name() + "'" + grant.mark().aside())
                                .collect(Collectors.joining(", ")));
        return Optional.empty();
    }

    /** Who would be let in but for a review that is due learns that; to everybody else what is forbidden is unknown. */
    static Denied noGrant(PolicyRules rules, Subject subject, TargetName target, Optional<TaskId> task, Instant at) {
        Optional<Grant> unconfirmed = rules.targets().containsKey(target)
                ? rules.grants().stream()
                        .filter(grant -> grant.lacksReview(subject, target, task, at))
                        .findFirst()
                : Optional.empty();
        return unconfirmed
                .map(grant -> new Denied(
                        ErrorCode.NO_GRANT,
                        "review:" + grant.name(),
                        "the review of grant '" + grant.name() + "' is due, and until then it gives nothing",
                        confirming(grant),
                        List.of()))
                .orElseGet(() -> noGrant(target));
    }

    private static String confirming(Grant grant) {
        return "ask one of its reviewers (%s) to confirm it"
                .formatted(String.join(", ", grant.review().orElseThrow().by()));
    }

    private static Denied noGrant(TargetName target) {
        return new Denied(
                ErrorCode.NO_GRANT,
                "no-grant",
                "no grant lets you use target '" + target + "'",
                "ask the policy's owner for a grant",
                List.of());
    }

    private Optional<Denied> understood() {
        if (!facts.complete()
                || facts.kinds().isEmpty()
                || facts.executable().isBlank()
                || facts.statementCount() < 1) {
            String gaps = facts.complete() ? "there is nothing to run" : String.join("; ", facts.gaps());
            return refuse(
                    Stage.UNDERSTANDING,
                    ErrorCode.NOT_UNDERSTOOD,
                    "built-in:not-understood",
                    "the statement was not understood: " + gaps,
                    "write it in a simpler way; what is not understood does not run");
        }
        trace.note(Stage.UNDERSTANDING, () -> "understood as " + kinds(facts.kinds().stream()));
        return Optional.empty();
    }

    private Optional<Denied> granted() {
        if (admission.uncovered().isEmpty()) {
            return Optional.empty();
        }
        List<StatementKind> beyondToken = admission.uncovered().stream()
                .filter(kind -> !Admission.isWithin(claim.subject().scope(), kind))
                .toList();
        if (!beyondToken.isEmpty()) {
            String kinds = kinds(beyondToken.stream());
            return refuse(
                    Stage.GRANTS,
                    ErrorCode.NO_GRANT,
                    TOKEN_SCOPE,
                    "your token does not allow " + kinds,
                    "use a token that does; what a token allows is said when it is issued");
        }
        if (facts.command().isPresent()) {
            return refuse(new HostRefusal(claim, admission));
        }
        Optional<Grant> unconfirmed = admission.admitting().stream()
                .filter(Grant::isReadOnlyForReview)
                .findFirst();
        if (unconfirmed.isPresent()) {
            return refuse(
                    Stage.GRANTS,
                    ErrorCode.NO_GRANT,
                    "review:" + unconfirmed.get().name(),
                    "the review of grant '" + unconfirmed.get().name() + "' is due, and until then it only reads",
                    confirming(unconfirmed.get()));
        }
        boolean beyond = admission.admitting().stream()
                .anyMatch(grant -> grant.kinds().containsAll(admission.uncovered()) && !grant.reaches(claim));
        boolean narrowed = admission.admitting().stream()
                .anyMatch(grant -> grant.narrowing().isPresent());
        String grants = admission.admitting().stream().map(Grant::name).collect(Collectors.joining("', '"));
        String missing = kinds(admission.uncovered().stream());
        return refuse(
                Stage.GRANTS,
                ErrorCode.NO_GRANT,
                "no-grant",
                "your grant ('" + grants + "')" + (narrowed ? ", as its reviewers left it," : "")
                        + (beyond ? " does not reach an object of the statement" : " does not allow " + missing),
                "ask the policy's owner for a grant on '" + claim.statement().target() + "' that "
                        + (beyond ? "reaches it" : "allows " + missing));
    }

    private Optional<Denied> guarded() {
        Optional<Denied> denied = new Guard(rules).refusal(claim);
        trace.note(Stage.GUARD, () -> denied.map(Denied::why).orElse("functions and settings are open"));
        return denied;
    }

    private Optional<Denied> forbidden() {
        tell(Stage.DENIES, Deny.class);
        return matching(Deny.class).stream().findFirst().map(rule -> {
            return new Denied(
                    ErrorCode.DENIED_BY_POLICY,
                    rule.name(),
                    rule.place() + " denies this",
                    rule.message().isEmpty()
                            ? "change the statement, or ask the policy's owner for an exception to rule '" + rule.name()
                                    + "'"
                            : rule.message(),
                    List.of());
        });
    }

    private Optional<Denied> protectedColumns(boolean peopleDecide) {
        Optional<Denied> denied = new ProtectedColumns(protection, claim).refusal(peopleDecide);
        trace.note(
                Stage.PROTECTED,
                () -> denied.map(Denied::why)
                        .orElse(protection.masked().isEmpty() ? "nothing is masked here" : "no value leaves its mask"));
        return denied;
    }

    /** Every rule that holds must be satisfied, by one request: all sets of approvers, the shortest time, the smallest bound. */
    private Verdict held(List<Rule> holds) {
        String names = holds.stream().map(Rule::name).collect(Collectors.joining(" + "));
        Held held = new Held(
                names,
                holds.stream().map(Rule::place).collect(Collectors.joining(" and "))
                        + (holds.size() == 1 ? " needs approval" : " need approval")
                        + holds.stream()
                                .map(Rule::message)
                                .filter(message -> !message.isEmpty())
                                .map(message -> ": " + message)
                                .collect(Collectors.joining()),
                holds.stream()
                        .map(rule -> (Hold) rule.outcome())
                        .map(hold -> new ApproverSet(hold.approvers(), hold.quorum(), hold.schedules()))
                        .distinct()
                        .toList(),
                holds.stream()
                        .map(rule -> ((Hold) rule.outcome()).within())
                        .min(Comparable::compareTo)
                        .orElseThrow(),
                least(holds, Rule::maxRowsAffected),
                holds.stream()
                        .map(rule -> ((Hold) rule.outcome()).timeBox())
                        .min(Comparable::compareTo)
                        .orElseThrow(),
                holds.stream().allMatch(rule -> ((Hold) rule.outcome()).glass().includes(claim.subject())),
                holds.stream()
                        .map(rule -> ((Hold) rule.outcome()).justifiedFor())
                        .min(Comparable::compareTo)
                        .orElseThrow());
        return claim.approval().map(evidence -> approved(held, holds, evidence)).orElse(held);
    }

    private Verdict approved(Held held, List<Rule> holds, ApprovalEvidence evidence) {
        boolean fits = evidence.rule().equals(held.rule())
                && !claim.binding().isEmpty()
                && evidence.binding().equals(claim.binding())
                && (evidence.brokeGlass() ? held.breakGlass() : agreed(held, evidence));
        if (!fits) {
            trace.note(Stage.HOLDS, () -> "the approval is not for this claim");
            return new Denied(
                    ErrorCode.APPROVAL_MISMATCH,
                    held.rule(),
                    "what would run is not what was approved under " + held.rule(),
                    "run the statement again without the old approval, so that it is asked anew",
                    List.of());
        }
        trace.note(
                Stage.HOLDS,
                () -> evidence.brokeGlass()
                        ? "the requester did not wait; people look at it afterwards"
                        : "approved by " + evidence.approvers().size());
        return allowed(held.rule(), holds);
    }

    private boolean agreed(Held held, ApprovalEvidence evidence) {
        return evidence.approvers().stream().distinct().count() >= held.quorum()
                && !evidence.approvers().contains(claim.subject().name());
    }

    private Verdict allowed(String rule, List<Rule> holds) {
        List<Rule> caps =
                Stream.concat(matching(Cap.class).stream(), holds.stream()).toList();
        Obligations obligations = new Obligations(
                plan(),
                facts.further().stream().map(protection::plan).toList(),
                least(Stream.of(admission.rowCap(), least(caps, Rule::maxRows), targetCap()), Function.identity()),
                least(Stream.of(least(caps, Rule::maxRowsAffected), agreed()), Function.identity()),
                admission.readsOnly(claim.subject().scope()),
                texts());
        trace.note(Stage.OBLIGATIONS, () -> Obliged.describe(obligations));
        return new Allowed(claim, rule, obligations, admission.used());
    }

    /** How many rows the people who approved let change. */
    private OptionalLong agreed() {
        return claim.approval().map(ApprovalEvidence::maxRows).orElse(OptionalLong.empty());
    }

    private MaskPlan plan() {
        boolean unpredicted = facts.returnsRows() && facts.output().isEmpty();
        return unpredicted ? protection.open() : protection.plan(facts.output());
    }

    private OptionalLong targetCap() {
        PolicyTarget target = rules.targets().get(claim.statement().target());
        return target == null ? OptionalLong.empty() : target.maxRows();
    }

    private TargetTexts texts() {
        if (touchesMasked()) {
            return TargetTexts.WITHHELD;
        }
        boolean runsCode = facts.kinds().stream().anyMatch(RUN_TRIGGERS::contains)
                || facts.functions().stream().anyMatch(use -> use.purity() == FunctionUse.Purity.UNKNOWN);
        return protection.masked().isEmpty() || !runsCode ? TargetTexts.SHOWN : TargetTexts.WITHOUT_CODE;
    }

    private boolean touchesMasked() {
        if (protection.masked().isEmpty()) {
            return false;
        }
        return facts.objects().stream().anyMatch(use -> protection.maskedIn(use).isPresent())
                || TouchedColumns.of(facts).stream()
                        .anyMatch(column ->
                                protection.classOf(protection.masked(), column).isPresent());
    }

    private List<Rule> matching(Class<? extends Rule.Outcome> outcome) {
        return rules.rules().stream()
                .filter(rule -> outcome.isInstance(rule.outcome()))
                .filter(rule -> rule.matches(claim))
                .toList();
    }

    private void tell(Stage stage, Class<? extends Rule.Outcome> outcome) {
        rules.rules().stream()
                .filter(rule -> outcome.isInstance(rule.outcome()))
                .forEach(rule ->
                        trace.note(stage, () -> rule.place() + (rule.matches(claim) ? " matches" : miss(rule))));
    }

    private String miss(Rule rule) {
        return rule.on()
                .firstMiss(claim)
                .map(key -> " does not match: '" + key + "' does not hold")
                .orElse(" does not match: 'unless' holds");
    }

    private Optional<Denied> refuse(Stage stage, ErrorCode code, String rule, String why, String how) {
        trace.note(stage, () -> why);
        return Optional.of(new Denied(code, rule, why, how, List.of()));
    }

    private Optional<Denied> refuse(HostRefusal refusal) {
        return refuse(Stage.GRANTS, refusal.code(), refusal.rule(), refusal.why(), refusal.how());
    }

    private static String kinds(Stream<StatementKind> kinds) {
        return kinds.sorted().map(StatementKind::policyName).collect(Collectors.joining(", "));
    }

    private static OptionalLong least(List<Rule> rules, Function<Rule, OptionalLong> bound) {
        return least(rules.stream(), bound);
    }

    private static <T> OptionalLong least(Stream<T> items, Function<T, OptionalLong> bound) {
        return items.map(bound)
                .flatMapToLong(value -> value.isPresent() ? LongStream.of(value.getAsLong()) : LongStream.empty())
                .min();
    }
}
