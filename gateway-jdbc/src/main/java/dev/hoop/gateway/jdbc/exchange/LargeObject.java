package dev.hoop.gateway.jdbc.exchange;

import dev.hoop.gateway.api.value.Parameter;
import dev.hoop.gateway.api.value.Value;
import dev.hoop.gateway.api.wire.ExecuteKind;
import dev.hoop.gateway.api.wire.KeyRequest;
import dev.hoop.gateway.api.wire.ParameterRow;
import dev.hoop.gateway.jdbc.failure.CallerErrors;
import java.nio.ByteBuffer;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;
import java.util.List;

/**
 * A large object of PostgreSQL, which a column of type {@code oid} names. Its own driver reads it by calls beside SQL; here it is read by
 * statements, a piece each, which policy judges like any other: they call {@code lo_get}.
 */
final class LargeObject {
    private static final int PIECE = 512 * 1024;
    private static final String READ = "select pg_catalog.lo_get(?, ?, ?)";

    private final Session session;
    private final long oid;
    private final LargeContent content = new LargeContent(this::pull);
    private long position;

    private LargeObject(Session session, long oid) {
        this.session = session;
        this.oid = oid;
    }

    /** Nothing is read before somebody asks for it. */
    static LargeContent open(Session session, long oid) {
        return new LargeObject(session, oid).content;
    }

    private synchronized void pull() throws SQLException {
        if (content.isWhole()) {
            return;
        }
        Answer answer = session.execute(new Execution(
                READ,
                ExecuteKind.QUERY,
                List.of(new ParameterRow(List.of(number(oid), number(position), integer()))),
                List.of(),
                KeyRequest.NONE,
                0,
                1,
                0,
                Duration.ZERO,
                true));
        byte[] piece;
        try {
            if (!(answer.next() instanceof Part.Rows rows)
                    || !rows.rows().next()
                    || !(rows.rows().value(0) instanceof Value.Bytes bytes)) {
                throw CallerErrors.badSequence("the large object gave no bytes");
            }
            piece = bytes.value();
        } finally {
            answer.close();
        }
        position += piece.length;
        content.append(ByteBuffer.wrap(piece), piece.length < PIECE);
    }

    private static Parameter number(long value) {
        return new Parameter(new Value.Int64(value), Types.BIGINT, "");
    }

    private static Parameter integer() {
        return new Parameter(new Value.Int64(PIECE), Types.INTEGER, "");
    }
}
