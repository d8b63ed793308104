package dev.hoop.gateway.engine.policy;

/** The verdict a test expects, or a failure that shows the other one. */
final class Answers {
    private Answers() {}

    static Allowed allowed(Policy policy, Ask ask) {
        return policy.judge(ask.claim())
                .match(
                        yes -> yes,
                        held -> {
                            throw unexpected(held);
                        },
                        denied -> {
                            throw unexpected(denied);
                        });
    }

    static Held held(Policy policy, Ask ask) {
        return policy.judge(ask.claim())
                .match(
                        yes -> {
                            throw unexpected(yes);
                        },
                        held -> held,
                        denied -> {
                            throw unexpected(denied);
                        });
    }

    static Denied denied(Policy policy, Ask ask) {
        return policy.judge(ask.claim())
                .match(
                        yes -> {
                            throw unexpected(yes);
                        },
                        held -> {
                            throw unexpected(held);
                        },
                        denied -> denied);
    }

    private static AssertionError unexpected(Verdict verdict) {
        return new AssertionError("unexpected: " + verdict.rule() + " " + verdict);
    }
}
