package dev.hoop.gateway.benchmarks.load;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** What Linux tells of processes and of the machine; zero where there is no {@code /proc}. */
final class Machine {
    private static final long MILLIS_PER_TICK = 10;

    private Machine() {}

    /** Processor time of a process, in milliseconds, without what it took to compile: that ends some day. */
    static long cpuMillis(long pid) {
        Path threads = Path.of("/proc/" + pid + "/task");
        long compiling = 0;
        try (Stream<Path> each = Files.list(threads)) {
            compiling = each.map(thread -> read(thread + "/stat"))
                    .filter(stat -> stat.contains("(C1 ") || stat.contains("(C2 "))
                    .mapToLong(Machine::millis)
                    .sum();
        } catch (IOException e) {
            // no such process
        }
        return millis(read("/proc/" + pid + "/stat")) - compiling;
    }

    private static long millis(String stat) {
        if (stat.isEmpty()) {
            return 0;
        }
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
        return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) * MILLIS_PER_TICK;
    }

    /** Memory of a process that is in RAM, in kilobytes. */
    static long residentKilobytes(long pid) {
        return read("/proc/" + pid + "/status")
                .lines()
                .filter(line -> line.startsWith("VmRSS:"))
                .map(line -> Long.parseLong(line.replaceAll("\\D+", "")))
                .findFirst()
                .orElse(0L);
    }

    /** How many processes want to run, on average over the last minute. */
    static String load() {
        return read("/proc/loadavg").split(" ", -1)[0];
    }

    private static String read(String file) {
        try {
            return Files.readString(Path.of(file));
        } catch (IOException e) {
            return "";
        }
    }
}
