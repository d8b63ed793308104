package dev.hoop.gateway.engine.shell;

import dev.hoop.gateway.engine.Dialect;
import dev.hoop.gateway.engine.FactsJson;
import dev.hoop.gateway.engine.StatementFacts;
import dev.hoop.gateway.engine.StatementKind;
import dev.hoop.gateway.engine.command.CommandFacts;
import dev.hoop.gateway.engine.command.Destination;
import java.util.Locale;
import java.util.Set;

/** A connection that is to be forwarded through a target. */
public record ForwardRequest(Direction direction, String host, int port) {
    /** Who connects. */
    public enum Direction {
        /** The caller, to an address that the target reaches. */
        LOCAL,
        /** Others, to the target, which is to listen. */
        REMOTE
    }

    /** The request as a statement: {@code forward local "db" 5432}. */
    public String text() {
        return "forward " + direction.name().toLowerCase(Locale.ROOT) + " " + FactsJson.quoted(host) + " " + port;
    }

    public StatementFacts facts() {
        String where = host.toLowerCase(Locale.ROOT);
        boolean anywhere = direction == Direction.REMOTE && where.matches("\\*?");
        if (port < (direction == Direction.LOCAL ? 1 : 0)
                || port > 65_535
                || !(anywhere || Addresses.isCanonical(where))) {
            return StatementFacts.opaque(
                    Dialect.SHELL,
                    1,
                    "the address is none, or is not written as it usually is (127.0.0.1, ::1, db.internal)");
        }
        Destination destination = new Destination(where, port, direction == Direction.REMOTE);
        return StatementFacts.of(text(), Set.of(StatementKind.FORWARD), CommandFacts.of(destination));
    }
}
