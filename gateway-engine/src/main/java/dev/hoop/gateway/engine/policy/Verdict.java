package dev.hoop.gateway.engine.policy;

import java.util.function.Function;

/** Policy's answer to a claim. There is no fourth: what cannot be judged is denied. */
public sealed interface Verdict permits Allowed, Held, Denied {
    /** The rule (or grant) that decided. */
    String rule();

    <R> R match(Function<Allowed, R> allowed, Function<Held, R> held, Function<Denied, R> denied);
}
