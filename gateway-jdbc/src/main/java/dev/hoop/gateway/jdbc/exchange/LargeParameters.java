package dev.hoop.gateway.jdbc.exchange;

import dev.hoop.gateway.api.value.Parameter;
import dev.hoop.gateway.api.value.Value;
import dev.hoop.gateway.api.wire.ParameterRow;
import dev.hoop.gateway.api.wire.Pieces;
import dev.hoop.gateway.api.wire.TextPieces;
import dev.hoop.gateway.jdbc.failure.CallerErrors;
import dev.hoop.gateway.remote.Upload;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.sql.SQLNonTransientException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Sends large parameters in pieces, read from where the application keeps them; of each there is one piece in memory. */
final class LargeParameters {
    /** What a gateway that takes no pieces is sent at most. */
    private static final int MOST_WHOLE = 32 * 1024 * 1024;

    private LargeParameters() {}

    static boolean areIn(List<ParameterRow> rows) {
        return rows.stream().anyMatch(row -> row.parameters().stream().anyMatch(LargeParameters::isLarge));
    }

    private static boolean isLarge(Parameter parameter) {
        return parameter.value() instanceof Value.LargeBytes || parameter.value() instanceof Value.LargeText;
    }

    /** Sends what is large, and returns the rows with numbers in its place. */
    static List<ParameterRow> send(Upload upload, List<ParameterRow> rows) throws SQLException {
        List<ParameterRow> sent = new ArrayList<>();
        int number = 0;
        for (ParameterRow row : rows) {
            List<Parameter> parameters = new ArrayList<>();
            for (Parameter parameter : row.parameters()) {
                boolean large = isLarge(parameter);
                parameters.add(large ? sent(upload, parameter, number) : parameter);
                number += large ? 1 : 0;
            }
            sent.add(new ParameterRow(parameters));
        }
        return sent;
    }

    private static Parameter sent(Upload upload, Parameter parameter, int number) throws SQLException {
        Value.InPieces.Form form =
                parameter.value() instanceof Value.LargeText ? Value.InPieces.Form.TEXT : Value.InPieces.Form.BYTES;
        reading(parameter.value(), pieces -> {
            byte[] piece = pieces.next();
            while (upload.isWanted()) {
                byte[] following = piece == null ? null : pieces.next();
                upload.send(number, following == null, piece == null ? new byte[0] : piece);
                if (following == null) {
                    return;
                }
                piece = following;
            }
        });
        return new Parameter(new Value.InPieces(form, number, -1), parameter.jdbcType(), parameter.typeName());
    }

    /** For gateways that take no pieces: all of it in memory, within bounds. */
    static List<ParameterRow> whole(List<ParameterRow> rows) throws SQLException {
        List<ParameterRow> whole = new ArrayList<>();
        for (ParameterRow row : rows) {
            List<Parameter> parameters = new ArrayList<>();
            for (Parameter parameter : row.parameters()) {
                parameters.add(isLarge(parameter) ? whole(parameter) : parameter);
            }
            whole.add(new ParameterRow(parameters));
        }
        return whole;
    }

    private static Parameter whole(Parameter parameter) throws SQLException {
        java.io.ByteArrayOutputStream all = new java.io.ByteArrayOutputStream();
        reading(parameter.value(), pieces -> {
            for (byte[] piece = pieces.next(); piece != null; piece = pieces.next()) {
                all.writeBytes(piece);
                if (all.size() > MOST_WHOLE) {
                    throw new IOException(CallerErrors.tooLarge(
                            "this gateway takes streams of at most %d bytes; update it".formatted(MOST_WHOLE)));
                }
            }
        });
        Value value = parameter.value() instanceof Value.LargeText
                ? new Value.Text(all.toString(StandardCharsets.UTF_8))
                : new Value.Bytes(all.toByteArray());
        return new Parameter(value, parameter.jdbcType(), parameter.typeName());
    }

    /** Gives the next piece, or null at the end. */
    @FunctionalInterface
    private interface Source {
        byte @Nullable [] next() throws IOException;
    }

    @FunctionalInterface
    private interface Use {
        void of(Source pieces) throws IOException;
    }

    private static void reading(Value value, Use use) throws SQLException {
        try {
            if (value instanceof Value.LargeText text) {
                try (Reader from = text.content().open()) {
                    use.of(new TextPieces(from)::next);
                }
            } else if (value instanceof Value.LargeBytes bytes) {
                try (InputStream from = bytes.content().open()) {
                    use.of(() -> piece(from));
                }
            }
        } catch (IOException e) {
            throw e.getCause() instanceof SQLException cause
                    ? cause
                    : new SQLNonTransientException("a stream given as a parameter could not be read", "HY000", e);
        }
    }

    private static byte @Nullable [] piece(InputStream from) throws IOException {
        byte[] piece = from.readNBytes(Pieces.SIZE);
        return piece.length == 0 ? null : piece;
    }
}
