package dev.hoop.gateway.suites;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.hoop.gateway.server.assembly.Gateway;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.nio.file.Files;
import java.nio.file.Path;
import org.hibernate.SessionFactory;
import org.hibernate.cfg.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What saving an entity costs on the wire, pool, transaction and generated key included. Run with Hibernate 6 and with 7. */
final class HibernateSaveIT {
    private static final String UNASKED = "com.zaxxer.hikari.aliveBypassWindowMs";

    @TempDir
    private Path directory;

    /** Gets its key from the database. */
    @Entity
    @Table(name = "saved")
    static class Saved {
        @Id
        @GeneratedValue(strategy = GenerationType.IDENTITY)
        Long id = 0L;

        String name = "";
    }

    @Test
    void savingCostsTwoRoundTripsOnH2() throws Exception {
        costs(Way.Product.H2);
    }

    @Test
    void savingCostsTwoRoundTripsOnPostgresql() throws Exception {
        costs(Way.Product.POSTGRESQL);
    }

    private void costs(Way.Product product) throws Exception {
        Way behind = Databases.fresh(product);
        Path secret =
                Files.writeString(directory.resolve("credential-" + product), behind.user() + ":" + behind.password());
        try (Gateway gateway = Gateway.builder()
                        .policyText("""
                        version: 1
                        targets:
                          shop: { type: jdbc, url: "%s", credential: "file:%s" }
                        grants:
                          - { name: everything, who: { groups: [staff] }, target: shop, allow: [all, admin] }
                        """.formatted(behind.url(), secret))
                        .start();
                CountingLine line = new CountingLine(gateway.port())) {
            Way through = new Way(
                    product,
                    gateway.url("shop").replace(":" + gateway.port() + "/", ":" + line.port() + "/"),
                    "sue",
                    gateway.issueToken("sue", "staff"),
                    "");
            try (HikariDataSource pool = poolThatAsksNothing(through);
                    SessionFactory factory = factory(pool)) {
                pool.setMinimumIdle(0); // nothing but this test uses the line
                save(factory); // Hibernate learns its own statements
                save(factory);
                line.takeRoundTrips();

                for (int i = 0; i < 5; i++) {
                    Saved saved = save(factory);
                    assertThat(saved.id).isPositive();
                    assertThat(line.takeRoundTrips()).isEqualTo(2);
                }
            }
        }
    }

    /** A pool asks a connection whether it is alive when that was not used for half a second, which a slow machine may take. */
    private static HikariDataSource poolThatAsksNothing(Way way) {
        System.setProperty(UNASKED, "600000");
        try {
            return way.pool();
        } finally {
            System.clearProperty(UNASKED);
        }
    }

    private static Saved save(SessionFactory factory) {
        return factory.fromTransaction(session -> {
            Saved saved = new Saved();
            saved.name = "a name";
            session.persist(saved);
            return saved;
        });
    }

    private static SessionFactory factory(HikariDataSource pool) {
        Configuration configuration =
                new Configuration().addAnnotatedClass(Saved.class).setProperty("hibernate.hbm2ddl.auto", "create");
        configuration.getProperties().put("hibernate.connection.datasource", pool);
        return configuration.buildSessionFactory();
    }
}
