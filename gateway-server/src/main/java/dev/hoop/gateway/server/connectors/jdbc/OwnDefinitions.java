package dev.hoop.gateway.server.connectors.jdbc;

import dev.hoop.gateway.engine.ObjectName;
import dev.hoop.gateway.engine.ObjectUse;
import dev.hoop.gateway.engine.StatementFacts;
import dev.hoop.gateway.engine.StatementKind;
import dev.hoop.gateway.engine.sql.Catalogue;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a session has defined that other sessions do not see: temporary objects, and where definitions are part of a transaction, all that
 * its open one has made. As long as there may be any, the catalogue is read on the session's own connection, and read again after every
 * statement that may have changed it. Used by one thread at a time.
 */
final class OwnDefinitions {
    private final JdbcTarget target;
    private final Set<ObjectName> named = new LinkedHashSet<>();
    private boolean any;
    private @Nullable Read read;

    private record Read(Catalogue catalogue, long version, long atNanos) {}

    OwnDefinitions(JdbcTarget target) {
        this.target = target;
    }

    /** A statement has run on the connection that the session holds, or has failed there. */
    void ran(StatementFacts facts) {
        boolean defines = !facts.complete() || facts.kinds().stream().anyMatch(OwnDefinitions::defines);
        if (Imprint.changesSettings(facts)) { // as whatever defines something does, and code that is not read
            read = null;
        }
        if (!defines) {
            return;
        }
        any = any || target.product().definesInTransactions() || Imprint.of(facts) == Imprint.LEFT;
        facts.objects().stream()
                .filter(use -> use.access() == ObjectUse.Access.CREATE)
                .forEach(use -> named.add(use.object()));
    }

    /** The transaction was ended or rolled back in part: what it had made may be gone. */
    void transactionMoved() {
        read = null;
    }

    /** Nothing of the session lives on its connection any more. */
    void gone() {
        any = false;
        read = null;
        named.clear();
    }

    boolean any() {
        return any;
    }

    /** What was read last, however old. For when nothing can be read, because the transaction has failed. */
    Optional<Catalogue> last() {
        return Optional.ofNullable(read).map(Read::catalogue);
    }

    Optional<Catalogue> fresh() {
        long now = System.nanoTime();
        return Optional.ofNullable(read)
                .filter(known -> known.version == target.definitionsVersion())
                .filter(known ->
                        now - known.atNanos <= target.options().catalogueAge().toNanos())
                .map(Read::catalogue);
    }

    Catalogue read(Connection connection) throws SQLException {
        long version = target.definitionsVersion();
        long now = System.nanoTime();
        Catalogue found = target.product().catalogue(connection, target::catalogue, Set.copyOf(named));
        read = new Read(found, version, now);
        return found;
    }

    private static boolean defines(StatementKind kind) {
        return switch (kind) {
            case CREATE, ALTER, DROP, CALL, ADMIN, OPAQUE -> true;
            default -> false;
        };
    }
}
