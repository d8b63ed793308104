package dev.hoop.gateway.server.assembly.commands;

import java.io.PrintWriter;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Prints rows as a table, and failures as a sentence. */
final class TextTable {
    private static final int MAX_CELL_CHARS = 60;

    private TextTable() {}

    static void print(ResultSet result, PrintWriter out) throws SQLException {
        ResultSetMetaData shape = result.getMetaData();
        int columns = shape.getColumnCount();
        List<List<String>> lines = new ArrayList<>();
        List<String> head = new ArrayList<>();
        for (int i = 1; i <= columns; i++) {
            head.add(shape.getColumnLabel(i));
        }
        lines.add(head);
        while (result.next()) {
            List<String> line = new ArrayList<>();
            for (int i = 1; i <= columns; i++) {
                String text = result.getString(i);
                line.add(text == null ? "NULL" : ApprovalsCommand.visible(shortened(text)));
            }
            lines.add(line);
        }
        lay(lines, columns, out);
        out.println(lines.size() - 1 + (lines.size() == 2 ? " row" : " rows"));
    }

    static String problem(SQLException e) {
        return "[" + e.getSQLState() + "] " + e.getMessage();
    }

    static void lay(List<List<String>> lines, int columns, PrintWriter out) {
        int[] widths = new int[columns];
        for (List<String> line : lines) {
            for (int i = 0; i < columns; i++) {
                widths[i] = Math.max(widths[i], line.get(i).length());
            }
        }
        for (int row = 0; row < lines.size(); row++) {
            StringBuilder text = new StringBuilder();
            for (int i = 0; i < columns; i++) {
                String cell = lines.get(row).get(i);
                text.append(i == 0 ? "" : "  ").append(cell).append(" ".repeat(widths[i] - cell.length()));
            }
            out.println(text.toString().stripTrailing());
            if (row == 0) {
                for (int i = 0; i < columns; i++) {
                    out.print((i == 0 ? "" : "  ") + "-".repeat(widths[i]));
                }
                out.println();
            }
        }
    }

    private static String shortened(String text) {
        String line = text.replace('\n', ' ');
        return line.length() <= MAX_CELL_CHARS ? line : line.substring(0, MAX_CELL_CHARS - 1) + "…";
    }
}
