package dev.hoop.gateway.engine.sql.token;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hoop.gateway.engine.Dialect;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Runs seeded texts on a real database and holds its answers against what our tokens predict. */
final class Differential {
    private final Connection connection;
    private final LexicalSettings settings;
    private final List<String> disagreements = new ArrayList<>();
    private int compared;

    Differential(Connection connection, LexicalSettings settings) {
        this.connection = connection;
        this.settings = settings;
    }

    /** Fails if the database understood any text differently, or so few that the run says nothing. */
    void run(int texts, int atLeastCompared) {
        long seed = Long.getLong("hoop.test.seed", 20_260_101L);
        SeededText source = new SeededText(seed);
        for (int i = 0; i < texts; i++) {
            compare(source.next());
        }
        assertThat(disagreements)
                .as("seed %d: -Dhoop.test.seed=%d repeats it, another looks further", seed, seed)
                .isEmpty();
        assertThat(compared).as("texts both sides understood, seed %d", seed).isGreaterThan(atLeastCompared);
    }

    void compare(String text) {
        Tokenizer.tokenize(text, settings)
                .match(
                        understood -> {
                            compare(text, understood.tokens());
                            return text;
                        },
                        refused -> text);
    }

    private void compare(String text, Tokens tokens) {
        if (tokens.statements().size() != 1) {
            return;
        }
        Prediction prediction = Prediction.of(tokens.statements().get(0));
        compare("sent", text, tokens.statements().get(0).executableText(), prediction);
        // the database itself must read the text as it was written in the same way; its driver need not, see below
        compare("original", text, text, prediction);
    }

    private void compare(String which, String text, String sql, Prediction prediction) {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 1; i <= prediction.parameters(); i++) {
                statement.setString(i, "p");
            }
            try (ResultSet rows = statement.executeQuery()) {
                rows.next();
                compared++;
                compare(which + " " + quoted(text), rows, prediction);
            }
        } catch (SQLException refused) {
            // some drivers find question marks in comments, which is one more reason to send none
            if (which.equals("sent") && isAboutTheCountOfParameters(String.valueOf(refused.getMessage()))) {
                disagreements.add(which + " " + quoted(text) + " parameters: " + refused.getMessage());
            }
        }
    }

    private static boolean isAboutTheCountOfParameters(String message) {
        return message.contains("parameterIndex")
                || message.contains("column index is out of range")
                || message.contains("No value specified for parameter")
                || message.contains("Parameter at position")
                || message.contains("Parameter \"#");
    }

    private void compare(String text, ResultSet rows, Prediction prediction) throws SQLException {
        ResultSetMetaData header = rows.getMetaData();
        if (prediction.hasStar()) {
            return;
        }
        if (header.getColumnCount() != prediction.columns().size()) {
            disagreements.add(text + " has " + header.getColumnCount() + " columns, not "
                    + prediction.columns().size());
            return;
        }
        for (int i = 1; i <= header.getColumnCount(); i++) {
            Prediction.Column column = prediction.columns().get(i - 1);
            String value = rows.getString(i);
            String label = header.getColumnLabel(i);
            if (column.value().isPresent() && !column.value().get().equals(value)) {
                disagreements.add(text + " column " + i + " is " + quoted(String.valueOf(value)));
            }
            if (column.label().isPresent() && !kept(column.label().get()).equals(label)) {
                disagreements.add(text + " column " + i + " is called " + quoted(label));
            }
        }
    }

    /** What the database keeps of an alias: MySQL and MariaDB drop what does not print at its beginning. */
    private String kept(String alias) {
        boolean mysql = settings.dialect() == Dialect.MYSQL || settings.dialect() == Dialect.MARIADB;
        return mysql ? alias.replaceFirst("^[\\x00-\\x20\\x7f]+", "") : alias;
    }

    private static String quoted(String text) {
        StringBuilder quoted = new StringBuilder("<");
        text.chars()
                .forEach(c -> quoted.append(c < ' ' || c > '~' ? "\\u%04x".formatted(c) : String.valueOf((char) c)));
        return quoted.append('>').toString();
    }
}
