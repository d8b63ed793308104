package dev.hoop.gateway.benchmarks.load;

import dev.hoop.gateway.benchmarks.load.work.Figures;
import dev.hoop.gateway.benchmarks.load.work.Works;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The rounds of one work, and their medians: of each target's figures, and of its ratio to the first target in the same round. */
final class Table {
    private final Works work;
    private final String base;
    private final Map<String, List<Optional<Figures>>> rounds = new LinkedHashMap<>();
    private final Map<String, List<Double>> between = new LinkedHashMap<>();
    private final Map<String, List<Double>> asking = new LinkedHashMap<>();

    Table(Works work, String base) {
        this.work = work;
        this.base = base;
    }

    /**
     * @param betweenMillis processor time of the process between, this round
     * @param askingMillis the same of the application
     */
    void add(String target, Optional<Figures> figures, long betweenMillis, long askingMillis) {
        rounds.computeIfAbsent(target, name -> new ArrayList<>()).add(figures);
        figures.ifPresent(known -> {
            double units = Math.max(1, known.units());
            between.computeIfAbsent(target, name -> new ArrayList<>()).add(betweenMillis * 1e3 / units);
            asking.computeIfAbsent(target, name -> new ArrayList<>()).add(askingMillis * 1e3 / units);
        });
    }

    /** As lines of Markdown. */
    String text() {
        StringBuilder text = new StringBuilder("\n### " + work.title() + "\n"
                + "| target | ratio | least to most | p50 µs | p99 µs | per second | µs of processor between, per unit | in the application |\n"
                + "|---|---|---|---|---|---|---|---|\n");
        rounds.forEach((target, figures) -> text.append(line(target, figures)));
        return text.toString();
    }

    private String line(String target, List<Optional<Figures>> figures) {
        List<Double> ratios = ratios(figures);
        List<Figures> known = figures.stream().flatMap(Optional::stream).toList();
        return String.format(
                Locale.ROOT,
                "| %s | **%.2f** | %.2f to %.2f | %.0f | %.0f | %.0f | %.1f | %.1f |%n",
                target,
                median(ratios),
                ratios.stream().mapToDouble(ratio -> ratio).min().orElse(Double.NaN),
                ratios.stream().mapToDouble(ratio -> ratio).max().orElse(Double.NaN),
                median(known.stream().map(Figures::p50).toList()),
                median(known.stream().map(Figures::p99).toList()),
                median(known.stream().map(Figures::rate).toList()),
                median(between.getOrDefault(target, List.of())),
                median(asking.getOrDefault(target, List.of())));
    }

    private List<Double> ratios(List<Optional<Figures>> figures) {
        List<Optional<Figures>> bases = rounds.getOrDefault(base, List.of());
        List<Double> ratios = new ArrayList<>();
        for (int round = 0; round < figures.size() && round < bases.size(); round++) {
            Optional<Figures> mine = figures.get(round);
            Optional<Figures> other = bases.get(round);
            if (mine.isPresent() && other.isPresent()) {
                ratios.add(compared(mine.get()) / compared(other.get()));
            }
        }
        return ratios;
    }

    private double compared(Figures figures) {
        return switch (work.measure()) {
            case P50 -> figures.p50();
            case RATE -> figures.rate();
        };
    }

    private static double median(List<Double> values) {
        if (values.isEmpty()) {
            return Double.NaN;
        }
        List<Double> sorted = values.stream().sorted().toList();
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }
}
