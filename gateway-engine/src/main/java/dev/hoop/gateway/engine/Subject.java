package dev.hoop.gateway.engine;

import java.util.Collections;
import java.util.HashSet;
import java.util.Set;

/**
 * Who asks: an authenticated person, service account, CI job or agent, with groups. Holds nothing secret.
 *
 * @param people names of everyone known to stand behind the account: itself, the person whose account it is, who acts through it. Two
 *     accounts with a name in common are one person where people must be distinct
 * @param scope how far the token reaches by which it came
 */
public record Subject(SubjectName name, Kind kind, Set<String> groups, Set<String> people, TokenScope scope) {
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

    /** Whoever came by a token that takes nothing away. */
    public Subject(SubjectName name, Kind kind, Set<String> groups, Set<String> people) {
        this(name, kind, groups, people, TokenScope.WHOLE);
    }

    /** An account behind which nobody but itself is known. */
    public Subject(SubjectName name, Kind kind, Set<String> groups) {
        this(name, kind, groups, Set.of());
    }

    /** The same subject, by a token that reaches so far. */
    public Subject within(TokenScope reach) {
        return new Subject(name, kind, groups, people, reach);
    }

    /** Whether one person may stand behind both. */
    public boolean isSamePersonAs(Set<String> others) {
        return !Collections.disjoint(people, others);
    }
}
