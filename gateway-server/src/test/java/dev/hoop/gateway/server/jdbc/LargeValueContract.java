package dev.hoop.gateway.server.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hoop.gateway.api.wire.Pieces;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PipedInputStream;
import java.io.Reader;
import java.io.SequenceInputStream;
import java.io.StringReader;
import java.sql.Blob;
import java.sql.Clob;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Values that travel in pieces: given and taken by streams, in any order, cut off, masked, and beside other work. */
interface LargeValueContract extends Bench {
    int SIZE = 2 * Pieces.FROM + 77;

    private static byte[] bytes() {
        byte[] bytes = new byte[SIZE];
        new Random(7).nextBytes(bytes);
        return bytes;
    }

    /** With characters of one to four bytes, and of two units at odd places, so that some piece would be cut inside one. */
    private static String text() {
        String part = "aé€\uD83D\uDE00b";
        return part.repeat(SIZE / part.length()) + "end";
    }

    private void insert(int id) throws SQLException {
        try (PreparedStatement insert =
                through().prepareStatement("insert into lobs (id, bin, txt) values (?, ?, ?)")) {
            insert.setInt(1, id);
            insert.setBinaryStream(2, new ByteArrayInputStream(bytes()));
            insert.setCharacterStream(3, new StringReader(text()), text().length());
            assertThat(insert.executeUpdate()).isEqualTo(1);
        }
    }

    private static ResultSet row(Statement statement) throws SQLException {
        ResultSet row = statement.executeQuery("select bin, txt, id from lobs order by id");
        assertThat(row.next()).isTrue();
        return row;
    }

    @Test
    default void largeStreamsArriveWhole() throws SQLException {
        insert(1);

        try (Statement statement = direct().createStatement();
                ResultSet row = row(statement)) {
            assertThat(Arrays.equals(row.getBytes(1), bytes())).isTrue();
            assertThat(row.getString(2).equals(text())).isTrue();
        }
    }

    @Test
    default void largeValuesAreReadByEveryGetterForThemAsOftenAsWanted() throws SQLException, IOException {
        insert(1);

        try (Statement statement = through().createStatement();
                ResultSet row = row(statement)) {
            for (int i = 0; i < 2; i++) {
                assertThat(row.getString(2).equals(text())).isTrue(); // the second in the row before the first
                assertThat(Arrays.equals(row.getBytes(1), bytes())).isTrue();
                try (InputStream stream = row.getBinaryStream(1);
                        Reader reader = row.getCharacterStream(2)) {
                    assertThat(Arrays.equals(stream.readAllBytes(), bytes())).isTrue();
                    StringBuilder all = new StringBuilder();
                    reader.transferTo(new java.io.StringWriter() {
                        @Override
                        public void write(char[] part, int from, int count) {
                            all.append(part, from, count);
                        }
                    });
                    assertThat(all.toString().equals(text())).isTrue();
                }
            }
            assertThat(row.getInt(3)).isEqualTo(1);
            assertThat(row.next()).isFalse();
        }
    }

    @Test
    default void blobAndClobOutliveTheirRowAndStreamsDoNot() throws SQLException, IOException {
        insert(1);
        insert(2);
        through().setAutoCommit(false);

        try (Statement statement = through().createStatement();
                ResultSet rows = statement.executeQuery("select bin, txt, id from lobs order by id")) {
            assertThat(rows.next()).isTrue();
            Blob blob = rows.getObject(1, Blob.class);
            Clob clob = rows.getObject(2, Clob.class);
            assertThat(rows.next()).isTrue();
            InputStream stream = rows.getBinaryStream(1);
            assertThat(stream.read()).isEqualTo(bytes()[0] & 0xff);
            assertThat(rows.next()).isFalse();

            assertThat(blob.length()).isEqualTo(SIZE);
            assertThat(blob.getBytes(SIZE - 2L, 10)).isEqualTo(Arrays.copyOfRange(bytes(), SIZE - 3, SIZE));
            assertThat(blob.position(Arrays.copyOfRange(bytes(), 2_000_000, 2_000_020), 1))
                    .isEqualTo(2_000_001);
            assertThat(clob.length()).isEqualTo(text().length());
            assertThat(clob.getSubString(text().length() - 2L, 9)).isEqualTo("end");
            assertThat(clob.position("bend", 1)).isEqualTo(text().length() - 3L);
            blob.free();
            assertThatThrownBy(blob::length).isInstanceOf(SQLException.class);
            assertThatThrownBy(stream::readAllBytes).hasMessageContaining("row was left");
        } finally {
            through().rollback();
            through().setAutoCommit(true);
        }
    }

    @Test
    default void valueThatNobodyReadsToItsEndLeavesTheConnectionUsable() throws SQLException, IOException {
        insert(1);
        insert(2);

        try (Statement statement = through().createStatement()) {
            for (int i = 0; i < 3; i++) {
                try (ResultSet row = row(statement)) {
                    InputStream stream = row.getBinaryStream(1);
                    assertThat(stream.readNBytes(1000)).isEqualTo(Arrays.copyOf(bytes(), 1000));
                    assertThat(row.next()).isEqualTo(i == 0);
                }
                try (Statement other = through().createStatement();
                        ResultSet count = other.executeQuery("select count(*) from lobs")) {
                    count.next();
                    assertThat(count.getInt(1)).isEqualTo(i == 0 ? 2 : 1);
                }
                statement.executeUpdate("delete from lobs where id = 2");
            }
        }
    }

    @Test
    default void anotherStatementRunsWhileALargeValueIsBeingRead() throws SQLException, IOException {
        insert(1);

        try (Statement statement = through().createStatement();
                ResultSet row = row(statement);
                InputStream stream = row.getBinaryStream(1)) {
            byte[] start = stream.readNBytes(1000);
            try (Statement other = through().createStatement();
                    ResultSet count = other.executeQuery("select count(*) from lobs")) {
                count.next();
                assertThat(count.getInt(1)).isEqualTo(1);
            }
            byte[] all = new SequenceInputStream(new ByteArrayInputStream(start), stream).readAllBytes();
            assertThat(Arrays.equals(all, bytes())).isTrue();
        }
    }

    @Test
    default void largeValueOfAProtectedColumnIsMaskedByEveryGetter() throws SQLException, IOException {
        try (PreparedStatement insert = direct().prepareStatement("insert into lobs (id, secret) values (1, ?)")) {
            insert.setString(1, text());
            insert.executeUpdate();
        }

        try (Statement statement = through().createStatement();
                ResultSet row = statement.executeQuery("select secret from lobs")) {
            assertThat(row.next()).isTrue();
            assertThat(row.getString(1)).doesNotContain("end").hasSizeLessThan(100);
            assertThat(row.getClob(1).length()).isLessThan(100);
            StringBuilder read = new StringBuilder();
            try (Reader reader = row.getCharacterStream(1)) {
                for (int next = reader.read(); next >= 0; next = reader.read()) {
                    read.append((char) next);
                }
            }
            assertThat(read.toString()).doesNotContain("end").hasSizeLessThan(100);
        }
        try (Connection seeing = DriverManager.getConnection(url(), "ann", seeingToken());
                Statement statement = seeing.createStatement();
                ResultSet row = statement.executeQuery("select secret from lobs")) {
            assertThat(row.next()).isTrue();
            assertThat(row.getString(1).equals(text())).isTrue();
        }
    }

    @Test
    default void streamThatFailsOrIsShorterThanPromisedStoresNothing() throws SQLException {
        InputStream failing = new SequenceInputStream(new ByteArrayInputStream(bytes()), new PipedInputStream());
        try (PreparedStatement insert = through().prepareStatement("insert into lobs (id, bin) values (1, ?)")) {
            insert.setBinaryStream(1, failing);
            assertThatThrownBy(insert::executeUpdate).hasStackTraceContaining("Pipe not connected");

            insert.setBinaryStream(1, new ByteArrayInputStream(bytes()), SIZE + 1);
            assertThatThrownBy(insert::executeUpdate).hasMessageContaining(SIZE + " of the " + (SIZE + 1));

            insert.setBinaryStream(1, new ByteArrayInputStream(bytes()), SIZE - 1);
            assertThat(insert.executeUpdate()).isEqualTo(1);
            assertThatThrownBy(insert::executeUpdate).hasMessageContaining("set it again");
        }

        try (Statement statement = direct().createStatement();
                ResultSet row = row(statement)) {
            assertThat(Arrays.equals(row.getBytes(1), Arrays.copyOf(bytes(), SIZE - 1)))
                    .isTrue();
            assertThat(row.next()).isFalse();
        }
    }

    @Test
    default void batchTakesLargeStreams() throws SQLException {
        try (PreparedStatement insert =
                through().prepareStatement("insert into lobs (id, bin, txt) values (?, ?, ?)")) {
            for (int i = 1; i <= 3; i++) {
                insert.setInt(1, i);
                insert.setBinaryStream(2, new ByteArrayInputStream(bytes()), SIZE - i);
                insert.setString(3, "row " + i);
                insert.addBatch();
            }
            assertThat(insert.executeBatch()).hasSize(3);
        }

        try (Statement statement = direct().createStatement();
                ResultSet rows = statement.executeQuery("select bin, txt from lobs order by id")) {
            for (int i = 1; i <= 3; i++) {
                assertThat(rows.next()).isTrue();
                assertThat(rows.getBytes(1)).hasSize(SIZE - i);
                assertThat(rows.getString(2)).isEqualTo("row " + i);
            }
        }
    }

    @Test
    default void scrollableResultHasItsLargeValuesInAnyOrder() throws SQLException {
        insert(1);
        insert(2);

        try (Statement statement =
                        through().createStatement(ResultSet.TYPE_SCROLL_INSENSITIVE, ResultSet.CONCUR_READ_ONLY);
                ResultSet rows = statement.executeQuery("select bin, txt, id from lobs order by id")) {
            assertThat(rows.last()).isTrue();
            assertThat(Arrays.equals(rows.getBytes(1), bytes())).isTrue();
            assertThat(rows.absolute(1)).isTrue();
            assertThat(rows.getString(2).equals(text())).isTrue();
        }
    }
}
