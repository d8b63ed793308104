package dev.hoop.gateway.server.connectors.jdbc;

import dev.hoop.gateway.api.ErrorCode;
import dev.hoop.gateway.api.GatewayException;
import dev.hoop.gateway.server.ports.targets.Target;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The settings of a database target in the policy file, each with its default.
 *
 * @param poolSize the most connections to the target (10)
 * @param poolIdle how many idle connections are kept warm (1)
 * @param poolWait how long a statement waits for a connection (5s)
 * @param connectTimeout how long connecting may take (5s)
 * @param idleTimeout after which an idle connection beyond the warm ones is closed (10m)
 * @param maxLifetime after which a connection is replaced (30m)
 * @param fetchRows rows per fetch where the caller names none (500)
 * @param maxValueBytes the largest single value (32 MiB)
 * @param catalogueAge how old what is known of the target's definitions may be (60s)
 * @param pinning when a session gives its connection back
 * @param groupsInserts whether batches of inserts may be sent in {@link InsertGroups} (true)
 */
record TargetOptions(
        int poolSize,
        int poolIdle,
        Duration poolWait,
        Duration connectTimeout,
        Duration idleTimeout,
        Duration maxLifetime,
        int fetchRows,
        long maxValueBytes,
        Duration catalogueAge,
        Pinning pinning,
        boolean groupsInserts) {
    /** When a session gives its connection back. */
    enum Pinning {
        /** When nothing lives on it: many sessions share few connections. */
        TRANSACTION,
        /** When it ends: for programs that rely on what a connection remembers. */
        SESSION
    }

    private static final Set<String> NAMES = new TreeSet<>(Set.of(
            "pool-size",
            "pool-idle",
            "pool-wait",
            "connect-timeout",
            "idle-timeout",
            "max-lifetime",
            "fetch-rows",
            "max-value-bytes",
            "catalogue-age",
            "pinning",
            "group-inserts"));

    private static final Pattern DURATION = Pattern.compile("(\\d{1,9})(ms|s|m|h)");

    /**
     * Reads the options.
     *
     * @throws GatewayException if one is unknown or its value makes no sense
     */
    static TargetOptions of(Target target) {
        for (String name : target.options().keySet()) {
            if (!NAMES.contains(name)) {
                throw invalid(
                        target, "option '%s' is not known; there are: %s".formatted(name, String.join(", ", NAMES)));
            }
        }
        Reader read = new Reader(target, target.options());
        int poolSize = read.number("pool-size", 10, 1, 10_000);
        return new TargetOptions(
                poolSize,
                Math.min(poolSize, read.number("pool-idle", 1, 0, 10_000)),
                read.duration("pool-wait", Duration.ofSeconds(5)),
                read.duration("connect-timeout", Duration.ofSeconds(5)),
                read.duration("idle-timeout", Duration.ofMinutes(10)),
                read.duration("max-lifetime", Duration.ofMinutes(30)),
                read.number("fetch-rows", 500, 1, 100_000),
                read.number("max-value-bytes", 32 * 1024 * 1024, 1024, Integer.MAX_VALUE),
                read.duration("catalogue-age", Duration.ofSeconds(60)),
                read.pinning(),
                read.truth("group-inserts", true));
    }

    private static GatewayException invalid(Target target, String problem) {
        return new GatewayException(
                ErrorCode.CONFIGURATION_INVALID, "target '%s': %s".formatted(target.name(), problem));
    }

    private record Reader(Target target, Map<String, String> options) {
        int number(String name, int usual, int least, int most) {
            String text = options.get(name);
            if (text == null) {
                return usual;
            }
            try {
                int number = Integer.parseInt(text.trim());
                if (number >= least && number <= most) {
                    return number;
                }
            } catch (NumberFormatException e) {
                // refused below, as a number out of range is
            }
            throw invalid(
                    target, "option '%s' is '%s'; give a number from %d to %d".formatted(name, text, least, most));
        }

        Duration duration(String name, Duration usual) {
            String text = options.get(name);
            if (text == null) {
                return usual;
            }
            Matcher matcher = DURATION.matcher(text.trim());
            if (!matcher.matches() || Long.parseLong(matcher.group(1)) == 0) {
                throw invalid(
                        target, "option '%s' is '%s'; give a duration such as 500ms, 5s, 10m".formatted(name, text));
            }
            long amount = Long.parseLong(matcher.group(1));
            return switch (matcher.group(2)) {
                case "ms" -> Duration.ofMillis(amount);
                case "s" -> Duration.ofSeconds(amount);
                case "m" -> Duration.ofMinutes(amount);
                default -> Duration.ofHours(amount);
            };
        }

        boolean truth(String name, boolean usual) {
            String text = options.getOrDefault(name, Boolean.toString(usual));
            return switch (text) {
                case "true" -> true;
                case "false" -> false;
                default -> throw invalid(target, "option '%s' is '%s'; give true or false".formatted(name, text));
            };
        }

        Pinning pinning() {
            String text = options.getOrDefault("pinning", "transaction");
            return switch (text) {
                case "transaction" -> Pinning.TRANSACTION;
                case "session" -> Pinning.SESSION;
                default ->
                    throw invalid(target, "option 'pinning' is '%s'; give transaction or session".formatted(text));
            };
        }
    }
}
