/** The JDBC driver behind {@code jdbc:hoop:} URLs. */
module dev.hoop.gateway.jdbc {
    requires transitive java.sql;
    requires dev.hoop.gateway.remote;
    requires static transitive org.jspecify;
    requires static com.google.errorprone.annotations;
}
