package dev.hoop.gateway.server.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hoop.gateway.server.assembly.Gateway;
import dev.hoop.gateway.server.fixture.PostgresServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Flyway, told nothing but a URL, a user and a token. */
final class FlywayIT {
    @TempDir
    private Path directory;

    @Test
    void migratesH2() throws Exception {
        migrates("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1", "sa:open sesame");
    }

    @Test
    void migratesPostgresql() throws Exception {
        PostgresServer server = PostgresServer.shared();

        migrates(server.url(), server.user() + ":" + server.password());
    }

    private void migrates(String url, String credential) throws Exception {
        Path secret = Files.writeString(directory.resolve("credential"), credential);
        Path migrations = Files.createDirectory(directory.resolve("migrations"));
        Files.writeString(migrations.resolve("V1__things.sql"), """
                create table things (id int primary key, name varchar(40));
                create index things_name on things (name);
                insert into things values (0, 'at once');
                create view named_things as select id, name from things where name is not null;
                update things set name = upper(name) where id in (select id from named_things);
                """);
        Files.writeString(migrations.resolve("V2__rows.sql"), """
                insert into things values (1, 'one; two');
                alter table things add column weight int;
                """);
        try (Gateway gateway =
                Gateway.builder().policyText("""
                        version: 1
                        targets:
                          shop: { type: jdbc, url: "%s", credential: "file:%s" }
                        grants:
                          - { name: all, who: { groups: [ci] }, target: shop, allow: [all, admin] }
                        functions:
                          - { allow: ["*"], who: { groups: [ci] }, target: shop }
                        settings:
                          - { allow: ["*"], who: { groups: [ci] }, target: shop }
                        """.formatted(url, secret)).start()) {
            FluentConfiguration configuration = Flyway.configure()
                    .dataSource(gateway.url("shop"), "deploy", gateway.issueToken("deploy", "ci"))
                    .locations("filesystem:" + migrations)
                    .schemas("flyway_through_hoop")
                    .createSchemas(true);

            assertThat(configuration.load().migrate().migrationsExecuted).isEqualTo(2);
            assertThat(configuration.load().migrate().migrationsExecuted).isZero();
            assertThat(configuration.load().validateWithResult().validationSuccessful)
                    .isTrue();
        }
    }
}
