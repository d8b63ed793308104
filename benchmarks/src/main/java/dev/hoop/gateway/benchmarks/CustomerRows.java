package dev.hoop.gateway.benchmarks;

import dev.hoop.gateway.api.value.CellSink;
import dev.hoop.gateway.api.value.Column;
import dev.hoop.gateway.engine.Rows;
import java.math.BigDecimal;
import java.time.LocalDateTime;
import java.util.List;

/** A page of customers out of memory, which makes no garbage of its own. */
final class CustomerRows implements Rows {
    static final int ROWS = 100;

    private static final List<Column> COLUMNS = Shop.columns();
    private static final LocalDateTime CREATED = LocalDateTime.of(2026, 1, 2, 3, 4, 5);
    private static final BigDecimal BALANCE = new BigDecimal("1234.56");

    private int row;

    @Override
    public List<Column> columns() {
        return COLUMNS;
    }

    @Override
    public boolean next() {
        return row++ < ROWS;
    }

    @Override
    public void read(int column, CellSink sink) {
        switch (column) {
            case 0 -> sink.int64(row);
            case 1 -> sink.text("Ada Lovelace");
            case 2 -> sink.text("ada@example.org");
            case 3 -> sink.text("078-05-1120");
            case 7 -> sink.timestamp(CREATED);
            case 8 -> sink.decimal(BALANCE);
            default -> sink.text("Somewhere 12");
        }
    }

    /** All cells of all rows into the sink; answers their number, so that nothing is optimised away. */
    static int drain(Rows rows, CellSink sink) {
        int width = rows.columns().size();
        int cells = 0;
        while (rows.next()) {
            for (int column = 0; column < width; column++) {
                rows.read(column, sink);
                cells++;
            }
        }
        return cells;
    }

    @Override
    public void close() {}
}
