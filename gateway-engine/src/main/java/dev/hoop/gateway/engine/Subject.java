package dev.hoop.gateway.engine;

import java.util.Set;

/** Who asks: an authenticated person, service account, CI job or agent, with groups. Holds nothing secret. */
public record Subject(SubjectName name, Kind kind, Set<String> groups) {
    /** What sort of subject this is; policy may treat them differently. */
    public enum Kind {
        PERSON,
        SERVICE
    }

    public Subject {
        groups = Set.copyOf(groups);
    }
}
