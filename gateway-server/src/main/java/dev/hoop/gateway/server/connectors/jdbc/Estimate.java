package dev.hoop.gateway.server.connectors.jdbc;

import dev.hoop.gateway.api.value.Parameter;
import dev.hoop.gateway.engine.policy.Permit;
import dev.hoop.gateway.server.connectors.jdbc.cells.Parameters;
import dev.hoop.gateway.server.connectors.jdbc.cells.VendorParameters;
import dev.hoop.gateway.server.connectors.jdbc.products.Product;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;

/** How many rows a statement would change, as the database's own planner thinks. It plans and does not run it. */
final class Estimate {
    private static final int PATIENCE_SECONDS = 2;
    private static final int MOST_ROWS_OF_PARAMETERS = 20;

    private Estimate() {}

    static OptionalLong of(Connection connection, VendorParameters vendor, Product product, Permit permit) {
        List<List<Parameter>> rows = permit.statement().rows();
        if (rows.size() > MOST_ROWS_OF_PARAMETERS) {
            return OptionalLong.empty();
        }
        try (PreparedStatement plan = connection.prepareStatement(product.explains() + permit.executable());
                Parameters parameters = new Parameters(vendor)) {
            plan.setQueryTimeout(PATIENCE_SECONDS);
            long all = 0;
            for (List<Parameter> row : rows) {
                parameters.bind(plan, row, Set.of());
                try (ResultSet lines = plan.executeQuery()) {
                    OptionalLong one = product.planned(lines);
                    if (one.isEmpty()) {
                        return one;
                    }
                    all += one.getAsLong();
                }
            }
            return OptionalLong.of(all);
        } catch (SQLException e) {
            return OptionalLong.empty(); // people are told that nobody knows
        }
    }
}
