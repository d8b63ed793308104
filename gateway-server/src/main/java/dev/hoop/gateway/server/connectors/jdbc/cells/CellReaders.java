package dev.hoop.gateway.server.connectors.jdbc.cells;

import dev.hoop.gateway.api.value.Column;

/** Chooses the reader for a column, for one database product. */
@FunctionalInterface
public interface CellReaders {
    CellReader of(Column column);
}
