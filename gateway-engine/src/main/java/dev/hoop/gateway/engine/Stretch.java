package dev.hoop.gateway.engine;

import java.time.Instant;
import java.util.Optional;

/**
 * A part of a list that is ordered by time, newest first, and then by id: at most so many entries after a place in it. What is added to the
 * list meanwhile moves none of the others.
 */
public record Stretch(Optional<Place> after, int limit) {
    /** Where an entry stands, whether it still does or not. */
    public record Place(Instant at, String id) {
        /** Whether an entry comes after this place. */
        public boolean isBefore(Instant otherAt, String otherId) {
            return otherAt.isBefore(at) || (otherAt.equals(at) && otherId.compareTo(id) > 0);
        }
    }

    public Stretch {
        if (limit < 1) {
            throw new IllegalArgumentException("a part of a list has room for one entry at least");
        }
    }

    /** The beginning of a list. */
    public static Stretch first(int limit) {
        return new Stretch(Optional.empty(), limit);
    }

    /** Whether an entry is beyond where the part begins. */
    public boolean reaches(Instant at, String id) {
        return after.map(place -> place.isBefore(at, id)).orElse(true);
    }
}
