package dev.hoop.gateway.server.assembly.commands;

import dev.hoop.gateway.server.trail.file.record.TrailLine;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** Which records of a trail to show. All that is given must fit. */
final class TrailFilter {
    @Option(names = "--session", paramLabel = "ID", description = "only this session")
    private String session = "";

    @Option(names = "--subject", paramLabel = "NAME", description = "only what this subject asked")
    private String subject = "";

    @Option(names = "--target", paramLabel = "NAME", description = "only this target")
    private String target = "";

    @Option(names = "--rule", paramLabel = "NAME", description = "only what this rule or grant decided")
    private String rule = "";

    @Option(names = "--task", paramLabel = "ID", description = "only work for this task")
    private String task = "";

    @Option(
            names = "--kind",
            paramLabel = "KIND",
            description = "only records of this kind; may be given several times")
    private List<String> kinds = List.of();

    @Option(
            names = "--since",
            paramLabel = "TIME",
            converter = Moment.class,
            description = "from then on: 2026-11-21 or 2026-11-21T12:00:00Z")
    private Instant since = Instant.MIN;

    @Option(names = "--until", paramLabel = "TIME", converter = Moment.class, description = "before then")
    private Instant until = Instant.MAX;

    /** Decisions of intents that fit: their outcomes, which name the decision only, belong to them. */
    private final Set<String> taken = new HashSet<>();

    boolean takes(TrailLine line) {
        return takesWork(line) && takesTime(line) && (kinds.isEmpty() || kinds.contains(line.kind()));
    }

    private boolean takesWork(TrailLine line) {
        if (line.kind().equals("outcome")) {
            return taken.remove(line.field("decision")) || own(line);
        }
        boolean takes = own(line);
        if (takes && line.kind().equals("intent")) {
            taken.add(line.field("decision"));
        }
        return takes;
    }

    private boolean takesTime(TrailLine line) {
        try {
            Instant at = Instant.parse(line.field("at"));
            return !at.isBefore(since) && at.isBefore(until);
        } catch (DateTimeParseException e) {
            return true; // better a record too many than one that hides
        }
    }

    private boolean own(TrailLine line) {
        return is(session, line.field("session"))
                && is(subject, line.field("subject"))
                && is(target, line.field("target"))
                && is(rule, line.field("rule"))
                && is(task, line.field("task"));
    }

    private static boolean is(String wanted, String found) {
        return wanted.isEmpty() || wanted.equals(found);
    }

    /** Reads a day or a moment, in UTC. */
    static final class Moment implements ITypeConverter<Instant> {
        @Override
        public Instant convert(String text) {
            try {
                return text.contains("T")
                        ? Instant.parse(text)
                        : LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant();
            } catch (DateTimeParseException e) {
                throw new TypeConversionException(
                        "'" + text + "' is no time; write 2026-11-21 or 2026-11-21T12:00:00Z");
            }
        }
    }
}
