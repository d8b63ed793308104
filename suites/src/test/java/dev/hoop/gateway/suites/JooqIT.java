package dev.hoop.gateway.suites;

import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.table;

import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jooq.Cursor;
import org.jooq.DSLContext;
import org.jooq.Record;
import org.jooq.codegen.GenerationTool;
import org.jooq.exception.DataAccessException;
import org.jooq.impl.DSL;
import org.jooq.meta.jaxb.Configuration;
import org.jooq.meta.jaxb.Database;
import org.jooq.meta.jaxb.Generate;
import org.jooq.meta.jaxb.Generator;
import org.jooq.meta.jaxb.Jdbc;
import org.jooq.meta.jaxb.Target;

/** jOOQ: it finds the dialect by itself, and generates the same code. */
final class JooqIT extends Suite {
    /** To generate code it reads the sources of routines on MariaDB, which may hold values. */
    @Override
    boolean masks(Way.Product product) {
        return product != Way.Product.MARIADB;
    }

    @Override
    List<String> program(Way way, Path scratch) throws Exception {
        way.run(
                "create table authors (id int primary key, name varchar(40) not null, born date)",
                "create table books (id int primary key, author_id int not null references authors (id),"
                        + " title varchar(80), price decimal(8,2))",
                "create view titles as select title, name from books join authors on authors.id = author_id");
        List<String> seen = new ArrayList<>();
        try (HikariDataSource pool = way.pool();
                Connection connection = pool.getConnection()) {
            DSLContext jooq = DSL.using(connection);
            seen.add(jooq.dialect().family().name());
            write(jooq, seen);
            read(jooq, seen);
            transactions(jooq, seen);
            seen.add(""
                    + jooq.meta().getTables().stream()
                            .map(found -> found.getName().toLowerCase(Locale.ROOT))
                            .filter(List.of("authors", "books", "titles")::contains)
                            .distinct() // other databases of the server have them too
                            .sorted()
                            .toList());
        }
        generate(way, scratch, seen);
        return seen;
    }

    private static void write(DSLContext jooq, List<String> seen) {
        for (int i = 1; i <= 5; i++) {
            jooq.insertInto(table("authors"), field("id"), field("name"), field("born"))
                    .values(i, "author " + i, java.time.LocalDate.of(1900 + i, 1, 1))
                    .execute();
        }
        int[] counts = jooq.batch(
                        jooq.insertInto(table("books"), field("id"), field("author_id"), field("title"), field("price"))
                                .values((Object) null, null, null, null))
                .bind(1, 1, "one", new BigDecimal("9.90"))
                .bind(2, 1, "two", new BigDecimal("19.90"))
                .bind(3, 2, "three", null)
                .execute();
        seen.add("batch " + counts.length);
        try {
            jooq.insertInto(table("authors"), field("id"), field("name"))
                    .values(1, "again")
                    .execute();
        } catch (DataAccessException e) {
            seen.add(e.getClass().getSimpleName() + " " + e.sqlStateClass());
        }
    }

    private static void read(DSLContext jooq, List<String> seen) {
        seen.add(jooq.select(field("title"), field("name"), field("price"))
                .from(table("books"))
                .join(table("authors"))
                .on("authors.id = books.author_id")
                .orderBy(field("books.id"))
                .limit(2)
                .fetch()
                .formatCSV()
                .toLowerCase(Locale.ROOT));
        try (Cursor<Record> rows = jooq.resultQuery("select id from authors order by id")
                .fetchSize(2)
                .fetchLazy()) {
            for (Record row : rows) {
                seen.add("lazy " + row.get(0));
            }
        }
        seen.add("count " + jooq.fetchCount(table("titles")));
    }

    private static void transactions(DSLContext jooq, List<String> seen) {
        try {
            jooq.transaction(outer -> {
                outer.dsl().execute("update authors set name = 'renamed' where id = 1");
                try {
                    outer.dsl().transaction(inner -> {
                        inner.dsl().execute("update authors set name = 'lost' where id = 2");
                        throw new IllegalStateException("inner");
                    });
                } catch (IllegalStateException e) {
                    seen.add("rolled back to the savepoint");
                }
            });
        } catch (DataAccessException e) {
            seen.add(e.getClass().getSimpleName());
        }
        seen.add("" + jooq.fetchValues("select name from authors where id < 3 order by id"));
    }

    private static void generate(Way way, Path scratch, List<String> seen) throws Exception {
        String schema = switch (way.product()) {
            case H2 -> "PUBLIC";
            case POSTGRESQL -> "public";
            case MARIADB -> catalog(way);
        };
        String database = switch (way.product()) {
            case H2 -> "org.jooq.meta.h2.H2Database";
            case POSTGRESQL -> "org.jooq.meta.postgres.PostgresDatabase";
            case MARIADB -> "org.jooq.meta.mariadb.MariaDBDatabase";
        };
        GenerationTool.generate(new Configuration()
                .withJdbc(new Jdbc()
                        .withDriver(way.driver())
                        .withUrl(way.url())
                        .withUser(way.user())
                        .withPassword(way.password()))
                .withGenerator(new Generator()
                        .withDatabase(new Database()
                                .withName(database)
                                .withInputSchema(schema)
                                .withOutputSchema("made"))
                        .withGenerate(new Generate().withGeneratedAnnotationDate(false))
                        .withTarget(new Target().withPackageName("made").withDirectory(scratch.toString()))));
        try (Stream<Path> files = Files.walk(scratch)) {
            for (Path file : files.filter(found -> found.toString().endsWith(".java"))
                    .sorted()
                    .toList()) {
                seen.add(scratch.relativize(file) + " " + hash(file, schema));
            }
        }
    }

    private static String catalog(Way way) throws Exception {
        try (Connection connection = way.connect()) {
            return connection.getCatalog();
        }
    }

    /** The text itself, so that a difference is seen where it is; without the name of the database, which is another each time. */
    private static String hash(Path file, String schema) throws IOException {
        return Files.readString(file).replace(schema, "SCHEMA");
    }
}
