package dev.hoop.gateway.engine.policy;

import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Function;

/**
 * Not yet: people must agree.
 *
 * @param approvers groups, or subjects written {@code subject:name}
 * @param quorum how many distinct people, the requester never among them
 * @param within how long the request stays open
 * @param maxRows the effect bound: how many rows the approved statement may change
 */
public record Held(String rule, String why, List<String> approvers, int quorum, Duration within, OptionalLong maxRows)
        implements Verdict {
    public Held {
        approvers = List.copyOf(approvers);
        if (quorum < 1) {
            throw new IllegalArgumentException("a quorum is at least one");
        }
    }

    @Override
    public <R> R match(Function<Allowed, R> allowed, Function<Held, R> held, Function<Denied, R> denied) {
        return held.apply(this);
    }
}
