package dev.hoop.gateway.server.trail.file.recording;

import dev.hoop.gateway.api.value.Value;
import dev.hoop.gateway.api.wire.ProtocolException;
import dev.hoop.gateway.api.wire.RowReader;
import dev.hoop.gateway.api.wire.ServerMessage;
import dev.hoop.gateway.server.trail.file.record.MalformedLineException;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Reads a block of kept rows back, as one line of type {@code row} for each. */
final class RecordedRows {
    /** The type of the line that announces a block. */
    static final String TYPE = "block";

    private RecordedRows() {}

    static void read(JsonNode line, byte[] block, Consumer<JsonNode> callee) throws MalformedLineException {
        int columns = line.path("columns").asInt(-1);
        if (columns < 0) {
            throw new MalformedLineException("a block of rows has no columns");
        }
        try {
            RowReader rows =
                    new RowReader(new ServerMessage.Rows(line.path("rows").asInt(-1), block), columns);
            while (rows.next()) {
                callee.accept(row(line, rows, columns));
            }
        } catch (ProtocolException e) {
            throw new MalformedLineException("a block of rows is not what was written: " + e.getMessage());
        }
    }

    private static JsonNode row(JsonNode block, RowReader rows, int columns) {
        ObjectNode row = RecordingReader.JSON.createObjectNode();
        row.put("type", "row");
        row.set("ms", block.path("ms"));
        row.set("decision", block.path("decision"));
        ArrayNode cells = row.putArray("cells");
        CellText text = new CellText(cells::add);
        for (int i = 0; i < columns; i++) {
            Value value = rows.value(i);
            if (value instanceof Value.InPieces pieces) {
                text.inPieces(pieces);
            } else if (value instanceof Value.Text known) {
                cells.add(known.value()); // shortened when it was kept
            } else {
                value.writeTo(text);
            }
        }
        return row;
    }
}
