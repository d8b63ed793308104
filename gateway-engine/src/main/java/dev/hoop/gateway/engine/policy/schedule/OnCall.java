package dev.hoop.gateway.engine.policy.schedule;

import java.time.Instant;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Who is on call when. An override that contains the moment names all who are; without one it is whom the rotation and the weekly shifts
 * name, together. Nobody may be: then it is for those who are named otherwise.
 *
 * @param zone whose clock all times are of
 * @param overrides of those that overlap the first counts
 * @param otherwise who answers while nobody is on call: groups, or subjects written {@code subject:name}; may be empty
 */
public record OnCall(
        String name,
        ZoneId zone,
        Optional<Rotation> rotation,
        List<Shift> weekly,
        List<StandIn> overrides,
        List<String> otherwise) {
    public OnCall {
        weekly = List.copyOf(weekly);
        overrides = List.copyOf(overrides);
        otherwise = List.copyOf(otherwise);
    }

    /** The names of those on call at the moment, in order; empty when nobody is. */
    public Set<String> at(Instant moment) {
        for (StandIn override : overrides) {
            if (override.contains(zone, moment)) {
                return new TreeSet<>(override.members());
            }
        }
        Set<String> people = new TreeSet<>();
        rotation.flatMap(turns -> turns.at(zone, moment)).ifPresent(people::add);
        weekly.stream().filter(shift -> shift.contains(zone, moment)).forEach(shift -> people.addAll(shift.members()));
        return people;
    }

    /**
     * When others are on call than at the moment; empty when that does not come, or not within two weeks where it depends on weekly
     * shifts.
     */
    public Optional<Instant> changesAfter(Instant moment) {
        Set<String> now = at(moment);
        return edges(moment)
                .filter(edge -> edge.isAfter(moment))
                .sorted()
                .filter(edge -> !at(edge).equals(now))
                .findFirst();
    }

    private Stream<Instant> edges(Instant moment) {
        List<Instant> edges = new ArrayList<>();
        overrides.forEach(override -> {
            edges.add(override.begins(zone));
            edges.add(override.ends(zone));
        });
        weekly.forEach(shift -> shift.edges(zone, moment).forEach(edges::add));
        clockChanges(moment, edges);
        List<Instant> all = new ArrayList<>(edges);
        all.add(moment);
        // a rotation's turn may begin under an override and be seen at its end: every other edge is looked at with the
        // turn it then is
        rotation.ifPresent(turns -> all.stream()
                .filter(edge -> !edge.isBefore(moment))
                .forEach(edge -> turns.handovers(zone, edge).forEach(edges::add)));
        return edges.stream();
    }

    private void clockChanges(Instant moment, List<Instant> edges) {
        ZoneOffsetTransition next = zone.getRules().nextTransition(moment);
        if (next != null) {
            edges.add(next.getInstant());
        }
    }

    /** Whether the schedule ever names the subject. */
    public boolean names(String subject) {
        return Stream.of(
                        rotation.stream().flatMap(turns -> turns.members().stream()),
                        weekly.stream().flatMap(shift -> shift.members().stream()),
                        overrides.stream().flatMap(override -> override.members().stream()))
                .flatMap(people -> people)
                .anyMatch(subject::equals);
    }
}
