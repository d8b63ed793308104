package dev.hoop.gateway.server.assembly.demo;

import java.io.PrintWriter;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.StringJoiner;

/** Prints the story as it happens, and keeps count of what did not go as told. */
final class Script {
    private static final String INDENT = "      ";

    private final PrintWriter out;
    private final boolean colour;
    private int surprises;

    Script(PrintWriter out, boolean colour) {
        this.out = out;
        this.colour = colour;
    }

    void chapter(String title) {
        out.println();
        out.println(paint("1", title));
        out.flush();
    }

    void says(String sql) {
        out.println("  sue> " + sql);
        out.flush();
    }

    void verdict(String verdict, String about) {
        String shade = verdict.equals("allowed") ? "32" : verdict.equals("held") ? "33" : "31";
        out.println(INDENT + paint(shade, verdict) + "  " + about);
        out.flush();
    }

    void note(String text) {
        out.println(INDENT + text);
        out.flush();
    }

    /** Prints the rows, and answers all that was shown. */
    String rows(ResultSet rows) throws SQLException {
        ResultSetMetaData shape = rows.getMetaData();
        StringJoiner all = new StringJoiner("\n");
        while (rows.next()) {
            StringJoiner line = new StringJoiner(" | ");
            for (int i = 1; i <= shape.getColumnCount(); i++) {
                String cell = rows.getString(i);
                line.add(cell == null ? "NULL" : cell);
            }
            note(line.toString());
            all.add(line.toString());
        }
        return all.toString();
    }

    /** Says what should be so; when it is not, the demo fails at its end. */
    void expect(boolean so, String otherwise) {
        if (!so) {
            surprises++;
            out.println(INDENT + paint("31", "UNEXPECTED: " + otherwise));
            out.flush();
        }
    }

    boolean wentAsTold() {
        return surprises == 0;
    }

    private String paint(String code, String text) {
        return colour ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
    }
}
