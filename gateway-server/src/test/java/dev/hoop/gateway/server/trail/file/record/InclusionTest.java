package dev.hoop.gateway.server.trail.file.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Audit paths lead to the root that positions have, for every leaf of trees of every shape. */
final class InclusionTest {
    private final TrailHasher hasher = new TrailHasher();

    private Hash leaf(int number) {
        return hasher.plain(new byte[] {(byte) number, 7});
    }

    @Test
    void everyLeafOfEveryTreeLeadsToItsRoot() throws Exception {
        List<Hash> leaves = new ArrayList<>();
        Position position = Position.start("trail", hasher);
        for (int size = 1; size <= 40; size++) {
            leaves.add(leaf(size));
            position = position.after(leaf(size), hasher);
            List<Integer> all = new ArrayList<>();
            for (int place = 0; place < size; place++) {
                all.add(place);
            }
            for (Map.Entry<Integer, List<Hash>> path :
                    Inclusion.paths(leaves, all, hasher).entrySet()) {
                Hash leaf = leaves.get(path.getKey());
                assertThat(Inclusion.root(path.getKey(), size, leaf, path.getValue(), hasher))
                        .isEqualTo(position.root(hasher));
            }
        }
    }

    @Test
    void anotherLeafPlaceOrPathLeadsElsewhere() throws Exception {
        List<Hash> leaves = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            leaves.add(leaf(i));
        }
        List<Hash> path =
                new ArrayList<>(Inclusion.paths(leaves, List.of(2), hasher).get(2));
        Hash root = Inclusion.root(2, 7, leaf(2), path, hasher);

        assertThat(Inclusion.root(2, 7, leaf(3), path, hasher)).isNotEqualTo(root);
        assertThat(Inclusion.root(3, 7, leaf(2), path, hasher)).isNotEqualTo(root);
        assertThatThrownBy(() -> Inclusion.root(2, 7, leaf(2), path.subList(0, 2), hasher))
                .isInstanceOf(MalformedLineException.class);
        assertThatThrownBy(() -> Inclusion.root(7, 7, leaf(2), path, hasher))
                .isInstanceOf(MalformedLineException.class);
        path.add(leaf(1));
        assertThatThrownBy(() -> Inclusion.root(2, 7, leaf(2), path, hasher))
                .isInstanceOf(MalformedLineException.class);
    }
}
