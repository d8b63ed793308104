package dev.hoop.gateway.server.trail.file.verify;

import dev.hoop.gateway.api.ErrorCode;
import dev.hoop.gateway.api.GatewayException;
import dev.hoop.gateway.engine.Subject;
import dev.hoop.gateway.engine.SubjectName;
import dev.hoop.gateway.engine.TargetName;
import dev.hoop.gateway.engine.TaskId;
import dev.hoop.gateway.engine.TokenScope;
import dev.hoop.gateway.server.ports.audit.StatementHistory;
import dev.hoop.gateway.server.trail.file.record.MalformedLineException;
import dev.hoop.gateway.server.trail.file.record.TrailLine;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** The statements in the files of a trail. Thread-safe. */
public final class FileStatementHistory implements StatementHistory {
    private final Path directory;

    /** @param directory of the trail */
    public FileStatementHistory(Path directory) {
        this.directory = directory;
    }

    @Override
    public void read(Instant since, Predicate<Asked> callee) {
        Map<String, Powers> powers = new HashMap<>();
        try {
            TrailReader.read(directory, line -> {
                switch (line.kind()) {
                    case "session-opened" ->
                        powersOf(line).ifPresent(known -> powers.put(line.field("session"), known));
                    case "session-closed" -> powers.remove(line.field("session"));
                    case "intent", "held", "refusal" -> {
                        boolean again = line.kind().equals("intent")
                                && !line.field("request").isEmpty(); // held before
                        if (!again && !at(line).isBefore(since) && !callee.test(asked(line, powers))) {
                            throw new CancellationException();
                        }
                    }
                    default -> {
                        // nothing was asked
                    }
                }
            });
        } catch (CancellationException enough) {
            return;
        } catch (IOException | MalformedLineException e) {
            throw new GatewayException(
                    ErrorCode.TRAIL_UNAVAILABLE,
                    "the trail cannot be read; see what 'hoop audit verify' says of it",
                    e);
        }
    }

    /** What a subject brought to its session. */
    private record Powers(Set<String> groups, TokenScope scope) {}

    private static Optional<Powers> powersOf(TrailLine line) {
        JsonNode groups = line.record().path("body").path("groups");
        return groups.isString()
                ? Optional.of(new Powers(
                        groups.asString("").lines().collect(Collectors.toSet()),
                        TokenScope.parse(
                                line.record().path("body").path("scope").asString(""))))
                : Optional.empty();
    }

    private static Instant at(TrailLine line) {
        return Instant.parse(line.field("at"));
    }

    private static Asked asked(TrailLine line, Map<String, Powers> powers) {
        SubjectName name = new SubjectName(line.field("subject"));
        Subject.Kind kind = line.field("subject_kind").equals("SERVICE") ? Subject.Kind.SERVICE : Subject.Kind.PERSON;
        JsonNode text = line.record().path("body").path("text");
        String task = line.field("task");
        return new Asked(
                at(line),
                name.value(),
                Optional.ofNullable(powers.get(line.field("session")))
                        .map(known -> new Subject(name, kind, known.groups()).within(known.scope())),
                new TargetName(line.field("target")),
                line.field("door"),
                task.isEmpty() ? Optional.empty() : Optional.of(new TaskId(task)),
                !line.field("door").equals("ssh"),
                text.isString() ? Optional.of(text.asString("")) : Optional.empty());
    }
}
