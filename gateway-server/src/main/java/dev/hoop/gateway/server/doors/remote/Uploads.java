package dev.hoop.gateway.server.doors.remote;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.hoop.gateway.api.ErrorCode;
import dev.hoop.gateway.api.GatewayException;
import dev.hoop.gateway.api.value.Parameter;
import dev.hoop.gateway.api.value.Value;
import dev.hoop.gateway.api.wire.ClientMessage;
import dev.hoop.gateway.api.wire.ParameterRow;
import dev.hoop.gateway.api.wire.ProtocolException;
import dev.hoop.gateway.api.wire.ServerMessage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The large parameters of one socket that have come, in pieces and in whole, before the statement they belong to. Kept on disk within a
 * budget: a statement whose parameters found no room is refused. Thread-safe: the thread that reads takes, the one that works uses.
 */
final class Uploads implements AutoCloseable {
    private static final int MOST_STREAMS = 16;
    private static final int MOST_OF_STREAM = 10_000;

    /** What has come for one stream; the first reason to refuse it stays. */
    private static final class Arrived {
        private final List<Upload> parameters = new ArrayList<>();
        private @Nullable GatewayException refused;
        private long bytes;
    }

    private final UploadBudget budget;
    private final Object lock = new Object();

    @GuardedBy("lock")
    private final Map<Integer, Arrived> streams = new HashMap<>();

    @GuardedBy("lock")
    private boolean closed;

    Uploads(UploadBudget budget) {
        this.budget = budget;
    }

    /** Takes one piece; the answer to it says whether more are wanted. */
    ServerMessage.Taken take(int stream, ClientMessage.Piece piece) {
        synchronized (lock) {
            Arrived arrived = arrived(stream);
            if (arrived.refused == null) {
                arrived.refused = store(arrived, piece);
            }
            return new ServerMessage.Taken(piece.content().length, arrived.refused == null);
        }
    }

    @GuardedBy("lock")
    private Arrived arrived(int stream) {
        Arrived known = streams.get(stream);
        if (known == null) {
            if (closed || streams.size() >= MOST_STREAMS) {
                throw new ProtocolException("large parameters of more than %d statements wait".formatted(MOST_STREAMS));
            }
            known = new Arrived();
            streams.put(stream, known);
        }
        return known;
    }

    /** Why it could not be taken, or null. */
    @GuardedBy("lock")
    private @Nullable GatewayException store(Arrived into, ClientMessage.Piece piece) {
        long bytes = piece.content().length;
        Upload upload;
        try {
            upload = upload(into, piece.number());
            if (usedHere() + bytes > budget.mostOfOne() || !budget.take(bytes)) {
                return noRoom();
            }
            into.bytes += bytes;
            upload.take(piece.content(), piece.last());
            return null;
        } catch (IOException e) {
            return new GatewayException(
                    ErrorCode.STORE_UNAVAILABLE,
                    "a large parameter could not be kept on the gateway's disk; free some space under java.io.tmpdir",
                    e);
        }
    }

    @GuardedBy("lock")
    private long usedHere() {
        return streams.values().stream().mapToLong(arrived -> arrived.bytes).sum();
    }

    private GatewayException noRoom() {
        return new GatewayException(
                ErrorCode.LIMIT_EXCEEDED,
                ("large parameters of one session may take %d bytes on the gateway's disk, all together four times as much, and there is"
                                + " no room; send less at a time, or raise limits.upload-megabytes")
                        .formatted(budget.mostOfOne()));
    }

    private static Upload upload(Arrived arrived, int number) throws IOException {
        List<Upload> parameters = arrived.parameters;
        boolean next = number == parameters.size()
                && (parameters.isEmpty() || parameters.get(number - 1).isWhole());
        boolean goesOn =
                number == parameters.size() - 1 && !parameters.get(number).isWhole();
        if (!next && !goesOn) {
            throw new ProtocolException("piece of large parameter %d is out of turn".formatted(number));
        }
        if (next) {
            if (number >= MOST_OF_STREAM) {
                throw new ProtocolException("a statement has more than %d large parameters".formatted(MOST_OF_STREAM));
            }
            parameters.add(new Upload());
        }
        return parameters.get(number);
    }

    /**
     * The rows with the large parameters in their places. They can be read until {@link #drop}.
     *
     * @throws GatewayException if one of them was refused
     * @throws ProtocolException if one has not come, or not whole
     */
    List<ParameterRow> complete(int stream, List<ParameterRow> rows) {
        Arrived arrived;
        synchronized (lock) {
            arrived = streams.get(stream);
        }
        if (arrived != null && arrived.refused != null) {
            throw arrived.refused;
        }
        if (arrived == null && !namesAny(rows)) {
            return rows;
        }
        List<Upload> parameters = arrived == null ? List.of() : arrived.parameters;
        Map<Integer, Value> values = new HashMap<>();
        List<ParameterRow> complete = rows.stream()
                .map(row -> new ParameterRow(row.parameters().stream()
                        .map(parameter -> inPlace(parameter, parameters, values))
                        .toList()))
                .toList();
        if (values.size() != parameters.size()) {
            throw new ProtocolException("a large parameter was sent that no row names");
        }
        return complete;
    }

    private static boolean namesAny(List<ParameterRow> rows) {
        for (ParameterRow row : rows) {
            for (Parameter parameter : row.parameters()) {
                if (parameter.value() instanceof Value.InPieces) {
                    return true;
                }
            }
        }
        return false;
    }

    private static Parameter inPlace(Parameter parameter, List<Upload> uploads, Map<Integer, Value> values) {
        if (!(parameter.value() instanceof Value.InPieces pieces)) {
            return parameter;
        }
        if (pieces.number() >= uploads.size() || values.containsKey(pieces.number())) {
            throw new ProtocolException("a row names a large parameter that was not sent, or twice");
        }
        Value value = uploads.get(pieces.number()).value(pieces.form());
        values.put(pieces.number(), value);
        return new Parameter(value, parameter.jdbcType(), parameter.typeName());
    }

    /** Forgets what has come for a stream; false if nothing has. */
    boolean drop(int stream) {
        Optional<Arrived> dropped;
        synchronized (lock) {
            dropped = Optional.ofNullable(streams.remove(stream));
        }
        dropped.ifPresent(this::free);
        return dropped.isPresent();
    }

    private void free(Arrived arrived) {
        budget.giveBack(arrived.bytes);
        arrived.parameters.forEach(Upload::close);
    }

    @Override
    public void close() {
        List<Arrived> left;
        synchronized (lock) {
            closed = true;
            left = List.copyOf(streams.values());
            streams.clear();
        }
        left.forEach(this::free);
    }
}
