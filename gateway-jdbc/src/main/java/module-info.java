/** The JDBC driver behind {@code jdbc:hoop:} URLs. */
module dev.hoop.gateway.jdbc {
    requires transitive java.sql;
    requires transitive dev.hoop.gateway.api;
    requires transitive dev.hoop.gateway.remote;
    requires java.logging;
    requires static transitive org.jspecify;
    requires static com.google.errorprone.annotations;

    exports dev.hoop.gateway.jdbc;
    exports dev.hoop.gateway.jdbc.failure;

    provides java.sql.Driver with
            dev.hoop.gateway.jdbc.HoopDriver;
}
