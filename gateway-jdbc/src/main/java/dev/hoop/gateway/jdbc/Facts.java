package dev.hoop.gateway.jdbc;

import dev.hoop.gateway.jdbc.failure.NotSupported;
import java.sql.SQLException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the gateway told of the database, by the question that {@link java.sql.DatabaseMetaData} asks: a method, or a method with arguments. */
record Facts(Map<String, String> answers) {
    String text(String question) throws SQLException {
        String answer = answers.get(question);
        if (answer == null) {
            throw NotSupported.method(
                    "DatabaseMetaData." + question, "the database's own driver in the gateway does not answer it");
        }
        return answer;
    }

    boolean bool(String question) throws SQLException {
        return Boolean.parseBoolean(text(question));
    }

    /** A question of yes or no to which no answer means no. */
    boolean isTrue(String question) {
        return Boolean.parseBoolean(answers.get(question));
    }

    int number(String question) throws SQLException {
        try {
            return Integer.parseInt(text(question));
        } catch (NumberFormatException e) {
            throw NotSupported.method("DatabaseMetaData." + question, "the gateway gave an answer that is no number");
        }
    }

    /** For the questions that JDBC allows no error to answer. */
    int numberOrZero(String question) {
        try {
            return number(question);
        } catch (SQLException e) {
            return 0;
        }
    }

    @Nullable
    String orNull(String question) {
        return answers.get(question);
    }
}
