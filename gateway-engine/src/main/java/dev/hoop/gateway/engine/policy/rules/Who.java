package dev.hoop.gateway.engine.policy.rules;

import dev.hoop.gateway.engine.Subject;
import java.util.Collections;
import java.util.Set;

/** Selects subjects: everyone, or who is in any of the groups or is one of the named. */
public record Who(boolean everyone, Set<String> groups, Set<String> persons, Set<String> serviceAccounts) {
    public static final Who EVERYONE = new Who(true, Set.of(), Set.of(), Set.of());
    /** What a selection that could not be read selects. */
    public static final Who NOBODY = new Who(false, Set.of(), Set.of(), Set.of());

    public Who {
        groups = Set.copyOf(groups);
        persons = Set.copyOf(persons);
        serviceAccounts = Set.copyOf(serviceAccounts);
    }

    /** Who is in any of the groups. */
    public static Who groups(String... names) {
        return new Who(false, Set.of(names), Set.of(), Set.of());
    }

    public static Who person(String... names) {
        return new Who(false, Set.of(), Set.of(names), Set.of());
    }

    public static Who serviceAccount(String... names) {
        return new Who(false, Set.of(), Set.of(), Set.of(names));
    }

    public boolean includes(Subject subject) {
        return everyone
                || !Collections.disjoint(groups, subject.groups())
                || switch (subject.kind()) {
                    case PERSON -> persons.contains(subject.name().value());
                    case SERVICE -> serviceAccounts.contains(subject.name().value());
                };
    }
}
