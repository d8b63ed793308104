package dev.hoop.gateway.benchmarks.load;

import dev.hoop.gateway.benchmarks.load.work.Works;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a run was told on its command line, as {@code --name value}. */
final class Settings {
    private static final Map<String, String> USUAL = Map.of(
            "targets", "direct,hoop,pgbouncer,avatica",
            "works", "point,page,scan,update,connect,batch,binary,first,point8,point32",
            "rounds", "7",
            "seconds", "2",
            "warm", "6",
            "idle", "0",
            "trail", "bounded",
            "directory", "benchmarks/target/load",
            "gateway-options", "-Xmx1g -XX:+UseParallelGC"); // as ./hoop starts it with two processors

    private final Map<String, String> given = new LinkedHashMap<>(USUAL);

    Settings(String... arguments) {
        for (int i = 0; i < arguments.length; i += 2) {
            String name = arguments[i].replaceFirst("^--", "");
            if (i + 1 == arguments.length || given.put(name, arguments[i + 1]) == null) {
                throw new IllegalArgumentException("'%s' is not understood; there are %s, each with a value"
                        .formatted(arguments[i], USUAL.keySet()));
            }
        }
    }

    private String of(String name) {
        return given.getOrDefault(name, "");
    }

    private List<String> names(String name) {
        return Arrays.stream(of(name).split(",", -1))
                .filter(each -> !each.isBlank())
                .toList();
    }

    List<String> targets() {
        return names("targets");
    }

    List<Works> works() {
        return names("works").stream().map(Works::named).toList();
    }

    int rounds() {
        return Integer.parseInt(of("rounds"));
    }

    long roundMillis() {
        return (long) (Double.parseDouble(of("seconds")) * 1000);
    }

    long warmMillis() {
        return (long) (Double.parseDouble(of("warm")) * 1000);
    }

    /** How many connections that do nothing are measured; zero for none. */
    int idle() {
        return Integer.parseInt(of("idle"));
    }

    /** The trail is on the disk before a statement runs, and the database waits for its disk too. */
    boolean strict() {
        return of("trail").equals("strict");
    }

    Path directory() {
        return Path.of(of("directory"));
    }

    List<String> gatewayOptions() {
        return words(of("gateway-options"));
    }

    /** What stands between spaces. */
    static List<String> words(String text) {
        return Arrays.stream(text.split(" ", -1))
                .filter(each -> !each.isBlank())
                .toList();
    }
}
