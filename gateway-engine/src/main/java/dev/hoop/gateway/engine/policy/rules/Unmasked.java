package dev.hoop.gateway.engine.policy.rules;

import dev.hoop.gateway.engine.Subject;
import dev.hoop.gateway.engine.TargetName;
import dev.hoop.gateway.engine.policy.document.Mark;

/** Who sees data of some classes as it is. */
public record Unmasked(Mark mark, Segment dataClass, Who who, Targets targets) {
    public boolean covers(Subject subject, TargetName target, DataClass asked) {
        return targets.include(target) && who.includes(subject) && names(asked.name());
    }

    public boolean names(String className) {
        return dataClass.fitsAnyCase(className);
    }
}
