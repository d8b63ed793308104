package dev.hoop.gateway.engine;

import java.util.Collections;
import java.util.HashSet;
import java.util.Set;

/**
 * Who asks: an authenticated person, service account, CI job or agent, with groups. Holds nothing secret.
 *
 * @param people names of everyone known to stand behind the account: itself, the person whose account it is, who acts through it. Two
 *     accounts with a name in common are one person where people must be distinct
 */
public record Subject(SubjectName name, Kind kind, Set<String> groups, Set<String> people) {
    /** What sort of subject this is; policy may treat them differently. */
    public enum Kind {
        PERSON,
        SERVICE
    }

    public Subject {
        groups = Set.copyOf(groups);
        Set<String> all = new HashSet<>(people);
        all.add(name.value());
        people = Set.copyOf(all);
    }

    /** An account behind which nobody but itself is known. */
    public Subject(SubjectName name, Kind kind, Set<String> groups) {
        this(name, kind, groups, Set.of());
    }

    /** Whether one person may stand behind both. */
    public boolean isSamePersonAs(Set<String> others) {
        return !Collections.disjoint(people, others);
    }
}
