package dev.hoop.gateway.engine.policy.rules;

import dev.hoop.gateway.engine.Subject;
import dev.hoop.gateway.engine.TargetName;
import dev.hoop.gateway.engine.policy.document.Mark;
import java.util.List;

/** Opens something that is shut unless the policy names it: functions with effects, settings off the list. */
public record Leave(Mark mark, List<Segment> names, Who who, Targets targets) {
    public Leave {
        names = List.copyOf(names);
    }

    public boolean covers(Subject subject, TargetName target, String name) {
        return targets.include(target)
                && who.includes(subject)
                && names.stream().anyMatch(pattern -> pattern.fitsAnyCase(name));
    }
}
