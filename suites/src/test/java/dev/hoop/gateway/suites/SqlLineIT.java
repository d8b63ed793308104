package dev.hoop.gateway.suites;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import sqlline.SqlLine;

/** SQLLine: a session at its prompt, and whatever it asks of the metadata. */
final class SqlLineIT extends Suite {
    @Override
    List<String> program(Way way, Path scratch) throws Exception {
        Path script = Files.writeString(scratch.resolve("script.sql"), """
                !set outputformat csv
                !set timeout 30
                create table things (id int primary key, name varchar(20), price decimal(8,2), made date);
                insert into things values (1, 'one', 1.50, date '2024-02-29');
                insert into things (id) values (2);
                select * from things order by id;
                select count(*) as many, max(price) as top from things;
                select * from nowhere;
                !columns things
                !primarykeys things
                !indexes things
                !metadata supportsSavepoints
                !metadata getIdentifierQuoteString
                !metadata storesUpperCaseIdentifiers
                !isolation TRANSACTION_SERIALIZABLE
                !autocommit off
                delete from things where id = 2;
                !rollback
                select id from things order by id;
                !commit
                !batch
                insert into things (id) values (3);
                insert into things (id) values (4);
                !batch
                select id from things order by id;
                !close
                """);
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        SqlLine line = new SqlLine();
        try (PrintStream out = new PrintStream(said, true, StandardCharsets.UTF_8)) {
            line.setOutputStream(out);
            line.setErrorStream(out);
            SqlLine.Status status = line.begin(
                    new String[] {
                        "-u",
                        way.url(),
                        "-n",
                        way.user(),
                        "-p",
                        way.password(),
                        "-d",
                        way.driver(),
                        "--silent=true",
                        "--color=false",
                        "--showTime=false",
                        "--run=" + script
                    },
                    new ByteArrayInputStream(new byte[0]),
                    false);
            List<String> seen = new ArrayList<>(List.of("status " + status));
            said.toString(StandardCharsets.UTF_8)
                    .lines()
                    .map(text -> text.replaceAll("\\bS[0-9a-fA-F]{12}\\b|\\bs[0-9a-f]{12}\\b", "DB"))
                    .filter(text -> !text.contains(way.url()) && !text.contains(script.toString()))
                    .map(text -> text.replaceAll("(?i)(constraint|primary_key)_[0-9A-F_]+", "$1"))
                    .forEach(seen::add);
            return seen;
        }
    }
}
