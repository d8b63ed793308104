package dev.hoop.gateway.suites;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.configuration.FluentConfiguration;

/** Flyway by its URL alone: versioned and repeatable scripts, one that fails, repair, and clean. */
final class FlywayIT extends Suite {
    @Override
    List<String> program(Way way, Path scratch) throws Exception {
        Files.writeString(scratch.resolve("V1__things.sql"), """
                create table things (id int primary key, name varchar(40));
                create index thing_names on things (name);
                insert into things values (1, 'one; two'), (2, 'it''s');
                """);
        Files.writeString(scratch.resolve("V2__more.sql"), """
                -- a comment; with a semicolon
                alter table things add column weight int default 7 not null;
                update things set weight = 8 where id = 2;
                """);
        Files.writeString(
                scratch.resolve("R__view.sql"),
                "create or replace view heavy as select id from things where weight > 7;");
        List<String> seen = new ArrayList<>();
        FluentConfiguration configuration = Flyway.configure()
                .dataSource(way.url(), way.user(), way.password())
                .locations("filesystem:" + scratch)
                .cleanDisabled(false)
                .placeholders(java.util.Map.of("word", "value"));
        seen.add("migrated " + configuration.load().migrate().migrationsExecuted);
        info(configuration, seen);
        seen.add("again " + configuration.load().migrate().migrationsExecuted);
        Files.writeString(scratch.resolve("V3__wrong.sql"), "insert into things values (1, '${word}', 1);");
        try {
            configuration.load().migrate();
        } catch (FlywayException e) {
            seen.add("failed " + e.getClass().getSimpleName());
        }
        Files.writeString(scratch.resolve("V3__wrong.sql"), "insert into things values (3, '${word}', 9);");
        configuration.load().repair();
        seen.add("repaired " + configuration.load().migrate().migrationsExecuted);
        seen.add("valid " + configuration.load().validateWithResult().validationSuccessful);
        info(configuration, seen);
        try (Connection connection = way.connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(
                        "select things.id, name, weight from things join heavy on heavy.id = things.id order by 1")) {
            while (rows.next()) {
                seen.add(rows.getInt(1) + rows.getString(2) + rows.getInt(3));
            }
        }
        configuration.load().clean();
        seen.add("after clean " + configuration.load().migrate().migrationsExecuted);
        return seen;
    }

    private static void info(FluentConfiguration configuration, List<String> seen) {
        seen.add(Arrays.stream(configuration.load().info().all())
                .map(info -> info.getVersion() + " " + info.getDescription() + " " + info.getState())
                .toList()
                .toString());
    }
}
