package dev.hoop.gateway.server.connectors.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hoop.gateway.engine.Dialect;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class LastingNamesTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "alter table orders validate constraint positive",
                "ALTER TABLE IF EXISTS ONLY shop.\"or ders\" ADD CONSTRAINT positive CHECK (id > 0 and (id < 9)) NOT VALID",
                "alter table orders add unique (id, name), add foreign key (id) references other (id)",
                "alter table orders add primary key using index orders_id",
                "comment on table orders is 'renamed; -- soon'",
                "COMMENT ON COLUMN orders.id IS NULL"
            })
    void namesLast(String text) {
        for (Dialect dialect : Dialect.values()) {
            assertThat(LastingNames.after(text, dialect)).as(dialect.name()).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "alter table orders add index (name), algorithm=inplace, lock = none",
                "alter online table `orders` add key by_name (name(10))",
                "alter table orders engine=InnoDB",
                "alter table orders force",
                "alter table orders add fulltext (name)"
            })
    void namesLastWhereTheseAreNoColumns(String text) {
        assertThat(LastingNames.after(text, Dialect.MARIADB)).isTrue();
        assertThat(LastingNames.after(text, Dialect.POSTGRESQL)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "alter table orders rename to gone",
                "alter table orders rename column ssn to note",
                "alter table orders add column note text",
                "alter table orders add note text",
                "alter table orders add unique (id), rename to gone",
                "alter table orders add unique (id), rename column ssn to note",
                "alter table orders add check (id > 0), add note text",
                "alter table orders add check (name <> 'x, y'), rename to gone",
                "alter table orders validate constraint c; alter table orders rename to gone",
                "alter table orders validate constraint c /* , */ , rename to gone",
                "alter table orders add unique ((id), rename to gone",
                "alter table orders add unique (\"x(\"), rename column ssn to note, add unique (\"y)\")",
                "alter table orders add key (`x(`), rename column ssn to note, add key (`y)`)",
                "alter table orders set schema other",
                "alter table orders drop column ssn",
                "alter table orders alter column ssn type text",
                "alter table orders attach partition other for values in (1)",
                "alter table orders exchange partition p with table other",
                "alter table orders change ssn note varchar(20)",
                "alter table orders modify ssn varchar(20)",
                "alter table orders inherit other",
                "alter table orders",
                "alter view orders rename to gone",
                "alter schema front rename to back",
                "drop table orders",
                "create table orders (id int)",
                "rename table orders to gone"
            })
    void namesMayBeMoved(String text) {
        for (Dialect dialect : Dialect.values()) {
            assertThat(LastingNames.after(text, dialect)).as(dialect.name()).isFalse();
        }
    }
}
