package dev.hoop.gateway.engine;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * The entries of a {@link Stretch}.
 *
 * @param next where the list goes on; empty at its end. A part may be shorter than was asked for, and even empty, and still have more after it
 */
public record Listed<T>(List<T> entries, Optional<Stretch.Place> next) {
    public Listed {
        entries = List.copyOf(entries);
    }

    /** Cuts a part out of what is known whole. */
    public static <T> Listed<T> of(Collection<T> all, Function<T, Stretch.Place> placed, Stretch stretch) {
        List<T> rest = new ArrayList<>(all.stream()
                .filter(each -> stretch.reaches(
                        placed.apply(each).at(), placed.apply(each).id()))
                .toList());
        Comparator<T> newest =
                Comparator.comparing((T each) -> placed.apply(each).at()).reversed();
        rest.sort(newest.thenComparing(each -> placed.apply(each).id()));
        return cut(rest, placed, stretch.limit());
    }

    /** Of entries that are in order: as many as were asked for; and there is more when one more is here. */
    public static <T> Listed<T> cut(List<T> ordered, Function<T, Stretch.Place> placed, int limit) {
        return ordered.size() <= limit
                ? new Listed<>(ordered, Optional.empty())
                : new Listed<>(ordered.subList(0, limit), Optional.of(placed.apply(ordered.get(limit - 1))));
    }
}
