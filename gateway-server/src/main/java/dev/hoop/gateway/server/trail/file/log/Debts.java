package dev.hoop.gateway.server.trail.file.log;

import dev.hoop.gateway.server.trail.file.record.Draft;
import java.util.ArrayList;
import java.util.List;

/** Records that nobody waits for and that could not be written yet. Bounded; what is lost beyond the bound is counted. One thread. */
final class Debts {
    private static final int MOST = 100_000;

    private final List<Ticket> owed = new ArrayList<>();
    private long lost;

    void add(Ticket ticket) {
        if (owed.size() < MOST) {
            owed.add(ticket);
        } else {
            lost++;
        }
    }

    void add(Draft draft) {
        add(new Ticket(draft, Ticket.Need.NOTHING));
    }

    /** All that is owed, which is then owed no more. */
    List<Ticket> take() {
        List<Ticket> all = List.copyOf(owed);
        owed.clear();
        return all;
    }

    boolean isEmpty() {
        return owed.isEmpty();
    }

    int size() {
        return owed.size();
    }

    long lost() {
        return lost;
    }
}
