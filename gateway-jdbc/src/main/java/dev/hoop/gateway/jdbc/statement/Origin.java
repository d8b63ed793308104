package dev.hoop.gateway.jdbc.statement;

import dev.hoop.gateway.jdbc.conversion.Parameters;
import dev.hoop.gateway.jdbc.conversion.Product;
import dev.hoop.gateway.jdbc.exchange.Session;
import dev.hoop.gateway.jdbc.result.Cells;
import java.sql.Connection;

/**
 * What statements of one connection share.
 *
 * @param fetchSize where a statement says nothing
 * @param maxBuffered bytes of rows kept in memory for one result
 */
public record Origin(
        Connection connection,
        Session session,
        Product product,
        Cells cells,
        Parameters parameters,
        int fetchSize,
        int maxBuffered) {}
