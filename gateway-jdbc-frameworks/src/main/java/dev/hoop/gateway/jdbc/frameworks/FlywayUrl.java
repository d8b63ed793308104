package dev.hoop.gateway.jdbc.frameworks;

import java.sql.Connection;
import java.sql.Types;
import org.flywaydb.core.api.ResourceProvider;
import org.flywaydb.core.api.configuration.Configuration;
import org.flywaydb.core.internal.database.base.BaseDatabaseType;
import org.flywaydb.core.internal.database.base.Database;
import org.flywaydb.core.internal.jdbc.JdbcConnectionFactory;
import org.flywaydb.core.internal.jdbc.StatementInterceptor;
import org.flywaydb.core.internal.parser.Parser;
import org.flywaydb.core.internal.parser.ParsingContext;

/**
 * Tells Flyway the driver of a {@code jdbc:hoop:} URL. It stands for no database: once connected, Flyway asks which product answers and goes
 * on as with that product's own driver.
 */
public final class FlywayUrl extends BaseDatabaseType {
    @Override
    public String getName() {
        return "hoop gateway";
    }

    @Override
    public int getNullType() {
        return Types.NULL;
    }

    @Override
    public boolean handlesJDBCUrl(String url) {
        return url.startsWith(Urls.PREFIX);
    }

    @Override
    public String getDriverClass(String url, ClassLoader loader) {
        return Urls.DRIVER;
    }

    /** Never: the product is the database's own. */
    @Override
    public boolean handlesDatabaseProductNameAndVersion(String product, String version, Connection connection) {
        return false;
    }

    @Override
    public Database<?> createDatabase(
            Configuration configuration, JdbcConnectionFactory connections, StatementInterceptor interceptor) {
        throw notADatabase();
    }

    @Override
    public Parser createParser(Configuration configuration, ResourceProvider resources, ParsingContext context) {
        throw notADatabase();
    }

    private static UnsupportedOperationException notADatabase() {
        return new UnsupportedOperationException(
                "a gateway is no database of its own; Flyway asks the connection for the product behind it");
    }
}
