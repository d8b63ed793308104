package dev.hoop.gateway.benchmarks.load;

import dev.hoop.gateway.benchmarks.load.work.Figures;
import dev.hoop.gateway.benchmarks.load.work.Works;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * Measures targets on the same works. Each target has a process of its own; rounds are taken in turn (A B C, C B A, …), so that a drift of
 * the machine touches all alike, and a ratio is always one of the same round.
 */
public final class LoadTest {
    private final Settings settings;
    private final List<Contestant> contestants;

    private LoadTest(Settings settings, List<Contestant> contestants) {
        this.settings = settings;
        this.contestants = contestants;
    }

    /** Runs what the arguments say; see {@code benchmarks/README.md}. */
    public static void main(String[] arguments) throws IOException {
        Settings settings = new Settings(arguments);
        try (Stage stage = new Stage(settings)) {
            new LoadTest(settings, stage.contestants()).run();
        }
    }

    private void run() throws IOException {
        for (Contestant contestant : contestants) {
            System.err.println(contestant.name() + ": " + contestant.verify());
        }
        for (Works work : settings.works()) {
            System.out.println(measured(work).text());
        }
        if (settings.idle() > 0) {
            idle();
        }
        System.out.println("\nLoad of the machine at the end: " + Machine.load());
    }

    private Table measured(Works work) throws IOException {
        List<Contestant> able = new ArrayList<>();
        for (Contestant contestant : contestants) {
            if (contestant.does(work)
                    && contestant.open(work)
                    && contestant.run(work, settings.warmMillis()).isPresent()) {
                able.add(contestant);
            }
        }
        Table table = new Table(work, contestants.get(0).name());
        for (int round = 0; round < settings.rounds(); round++) {
            List<Contestant> order = new ArrayList<>(able);
            if (round % 2 == 1) {
                Collections.reverse(order);
            }
            for (Contestant contestant : order) {
                long before = contestant.cpuMillis();
                long asker = contestant.askerMillis();
                Optional<Figures> figures = contestant.run(work, settings.roundMillis());
                table.add(
                        contestant.name(), figures, contestant.cpuMillis() - before, contestant.askerMillis() - asker);
            }
        }
        for (Contestant contestant : able) {
            contestant.close(work);
        }
        return table;
    }

    private void idle() throws IOException {
        System.out.println("\n### memory of the process between, " + settings.idle() + " idle connections");
        for (Contestant contestant : contestants) {
            Optional<Long> grown = contestant.idle(settings.idle());
            grown.ifPresent(kilobytes -> System.out.printf(
                    "- %s: %d MB, %d KB each%n", contestant.name(), kilobytes / 1024, kilobytes / settings.idle()));
        }
    }
}
