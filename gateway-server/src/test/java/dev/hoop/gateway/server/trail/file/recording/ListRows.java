package dev.hoop.gateway.server.trail.file.recording;

import dev.hoop.gateway.api.value.CellSink;
import dev.hoop.gateway.api.value.Column;
import dev.hoop.gateway.api.value.Value;
import dev.hoop.gateway.engine.Rows;
import java.sql.Types;
import java.util.List;
import java.util.stream.IntStream;

/** Rows from memory. */
final class ListRows implements Rows {
    private final List<Column> columns;
    private final List<List<Value>> rows;
    private int at = -1;
    private boolean closed;

    ListRows(List<String> labels, List<List<Value>> rows) {
        this.columns = labels.stream().map(ListRows::column).toList();
        this.rows = rows;
    }

    /** No rows, of the very same columns as others. */
    ListRows(List<Column> columns) {
        this.columns = columns;
        this.rows = List.of();
    }

    /** So many rows with a number and a text. */
    static ListRows numbered(int count) {
        return new ListRows(
                List.of("id", "name"),
                IntStream.range(0, count)
                        .<List<Value>>mapToObj(i -> List.of(new Value.Int64(i), new Value.Text("name " + i)))
                        .toList());
    }

    private static Column column(String label) {
        return new Column(label, label, "t", "s", "c", Types.VARCHAR, "varchar", "java.lang.String", 0, 0, 0, 1, 0);
    }

    @Override
    public List<Column> columns() {
        return columns;
    }

    @Override
    public boolean next() {
        return ++at < rows.size();
    }

    @Override
    public void read(int column, CellSink sink) {
        rows.get(at).get(column).writeTo(sink);
    }

    boolean closed() {
        return closed;
    }

    @Override
    public void close() {
        closed = true;
    }
}
