package dev.hoop.gateway.benchmarks.load.work;

import java.sql.Connection;
import java.sql.SQLException;

/** Opens connections to what is measured. */
@FunctionalInterface
public interface Connections {
    Connection open() throws SQLException;
}
