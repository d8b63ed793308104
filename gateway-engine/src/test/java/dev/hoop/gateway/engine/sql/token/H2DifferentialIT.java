package dev.hoop.gateway.engine.sql.token;

import dev.hoop.gateway.engine.Dialect;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

class H2DifferentialIT {
    @Test
    void h2UnderstandsWhatWeUnderstand() throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:h2:mem:")) {
            new Differential(connection, LexicalSettings.defaults(Dialect.H2)).run(40_000, 2_000);
        }
    }
}
