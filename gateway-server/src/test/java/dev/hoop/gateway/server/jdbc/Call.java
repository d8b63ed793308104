package dev.hoop.gateway.server.jdbc;

import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * A call of a routine.
 *
 * @param outs the type of each OUT and INOUT parameter, by its index from one; zero for IN
 * @param ins the value of each IN and INOUT parameter; null for OUT
 */
record Call(String text, List<Integer> outs, List<String> ins) {
    /** Everything the call gives: results and counts in their order, then OUT parameters. */
    List<String> seen(Connection connection) throws SQLException {
        List<String> seen = new ArrayList<>();
        try (CallableStatement call = connection.prepareCall(text)) {
            for (int i = 1; i <= outs.size(); i++) {
                if (!ins.get(i - 1).isEmpty()) {
                    call.setInt(i, Integer.parseInt(ins.get(i - 1)));
                }
                if (outs.get(i - 1) != 0) {
                    call.registerOutParameter(i, outs.get(i - 1));
                }
            }
            boolean rows = call.execute();
            boolean outsAreTheResult =
                    connection.getMetaData().getDatabaseProductName().equals("H2") && outs.get(0) != 0;
            while (!outsAreTheResult && (rows || call.getUpdateCount() >= 0)) {
                seen.add(rows ? rows(call.getResultSet()) : "count");
                rows = call.getMoreResults();
            }
            for (int i = 1; i <= outs.size(); i++) {
                if (outs.get(i - 1) != 0) {
                    seen.add(i + ": " + call.getObject(i) + " " + call.wasNull());
                }
            }
        }
        return seen;
    }

    private static String rows(ResultSet result) throws SQLException {
        StringBuilder rows = new StringBuilder("rows");
        while (result.next()) {
            rows.append(' ').append(result.getString(1));
        }
        return rows.toString();
    }
}
