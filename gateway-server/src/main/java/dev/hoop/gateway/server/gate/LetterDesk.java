package dev.hoop.gateway.server.gate;

import dev.hoop.gateway.api.ErrorCode;
import dev.hoop.gateway.api.GatewayException;
import dev.hoop.gateway.engine.Listed;
import dev.hoop.gateway.engine.Stretch;
import dev.hoop.gateway.server.ports.notifications.DeadLetters;
import java.time.Instant;
import java.util.Map;

/** Where an admin sees news that could not be delivered, and has them tried again or gives them up. Both stand in the trail. Thread-safe. */
public final class LetterDesk {
    private final Gate gate;
    private final Visitor visitor;
    private final DeadLetters letters;

    LetterDesk(Gate gate, Visitor visitor, DeadLetters letters) {
        gate.require(visitor, Role.ADMIN);
        this.gate = gate;
        this.visitor = visitor;
        this.letters = letters;
    }

    /** What an admin sees of one: where it goes and what it is about, and nothing of a request. */
    public record LetterView(long id, String destination, String topic, int tries, Instant at) {}

    public Listed<LetterView> dead(Stretch stretch) {
        gate.require(visitor, Role.ADMIN);
        Listed<DeadLetters.Letter> dead = letters.dead(stretch);
        return new Listed<>(
                dead.entries().stream()
                        .map(each ->
                                new LetterView(each.id(), each.destination(), each.topic(), each.tries(), each.at()))
                        .toList(),
                dead.next());
    }

    public void retry(long id) {
        note("letter-retried", id);
        requireDead(letters.retry(id));
    }

    public void drop(long id) {
        note("letter-dropped", id);
        requireDead(letters.drop(id));
    }

    private void note(String kind, long id) {
        gate.require(visitor, Role.ADMIN);
        gate.record(
                kind,
                visitor.subject().name().value(),
                "",
                "",
                Map.of("letter", Long.toString(id), "door", visitor.door()));
    }

    private static void requireDead(boolean was) {
        if (!was) {
            throw new GatewayException(
                    ErrorCode.APPROVAL_MISMATCH, "nothing of this number waits for a person any more");
        }
    }
}
