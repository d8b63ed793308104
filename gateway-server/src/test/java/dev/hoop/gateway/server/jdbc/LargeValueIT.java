package dev.hoop.gateway.server.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hoop.gateway.server.fixture.PostgresServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.h2.tools.Server;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Values of 200 MB pass through a gateway with a heap of 64 MB from and to an application with a heap of 64 MB. */
@Tag("e2e")
final class LargeValueIT {
    private static final int SIZE = 200 * 1024 * 1024;

    @TempDir
    private Path directory;

    /** The database in a process of its own, this one: inside the gateway it would share the gateway's heap. */
    @Test
    void largeValuesOfH2AreStreamedBothWays() throws Exception {
        Server server = Server.createTcpServer("-tcpPort", "0", "-ifNotExists", "-baseDir", directory.toString())
                .start();
        try {
            assertThat(TwoProcesses.run(
                            directory,
                            "jdbc:h2:tcp://localhost:" + server.getPort() + "/./large",
                            "sa:open sesame",
                            BothWays.class,
                            "create table large (id int primary key, bin blob, txt clob)"))
                    .isEqualTo(SIZE + " bytes, " + SIZE + " characters");
        } finally {
            server.stop();
        }
    }

    /** Its driver takes a stream of bytes; of results it has each row whole in memory, so the length is asked for. */
    @Test
    void largeValueIsStreamedIntoPostgresql() throws Exception {
        PostgresServer server = PostgresServer.shared();

        assertThat(TwoProcesses.run(
                        directory,
                        server.url(),
                        server.user() + ":" + server.password(),
                        OneWay.class,
                        "create table if not exists large (id int primary key, bin bytea)"))
                .isEqualTo(SIZE + " bytes");
    }

    /** Bytes, or characters, that are numbered, so that one too many or too few is noticed where it is. */
    private static final class Numbered {
        private Numbered() {}

        static int at(long position) {
            return 'a' + (int) (position * 31 % 26);
        }

        static InputStream bytes() {
            return new InputStream() {
                private int position;

                @Override
                public int read() {
                    return position == SIZE ? -1 : at(position++);
                }

                @Override
                public int read(byte[] into, int from, int length) {
                    int count = Math.min(length, SIZE - position);
                    for (int i = 0; i < count; i++) {
                        into[from + i] = (byte) at(position++);
                    }
                    return count == 0 && length > 0 ? -1 : count;
                }
            };
        }

        static void check(int read, long position) {
            if (read != at(position)) {
                throw new IllegalStateException("wrong at " + position);
            }
        }
    }

    /** Stores and reads back. */
    static final class BothWays {
        private BothWays() {}

        public static void main(String[] arguments) throws SQLException, IOException {
            try (Connection connection = DriverManager.getConnection(arguments[0], "sue", arguments[1]);
                    Statement statement = connection.createStatement()) {
                statement.execute(arguments[2]);
                try (PreparedStatement insert = connection.prepareStatement("insert into large values (1, ?, ?)")) {
                    insert.setBinaryStream(1, Numbered.bytes());
                    insert.setCharacterStream(
                            2,
                            new java.io.InputStreamReader(
                                    Numbered.bytes(), java.nio.charset.StandardCharsets.US_ASCII));
                    insert.executeUpdate();
                }
                try (ResultSet row = statement.executeQuery("select bin, txt from large")) {
                    row.next();
                    TwoProcesses.say(bytes(row) + " bytes, " + characters(row) + " characters");
                }
            }
        }

        private static long bytes(ResultSet row) throws SQLException, IOException {
            try (InputStream stream = row.getBinaryStream(1)) {
                byte[] part = new byte[50_000];
                long position = 0;
                for (int count = stream.read(part); count >= 0; count = stream.read(part)) {
                    for (int i = 0; i < count; i++) {
                        Numbered.check(part[i], position++);
                    }
                }
                return position;
            }
        }

        private static long characters(ResultSet row) throws SQLException, IOException {
            try (Reader reader = row.getClob(2).getCharacterStream()) {
                char[] part = new char[50_000];
                long position = 0;
                for (int count = reader.read(part); count >= 0; count = reader.read(part)) {
                    for (int i = 0; i < count; i++) {
                        Numbered.check(part[i], position++);
                    }
                }
                return position;
            }
        }
    }

    /** Stores and asks for the length. */
    static final class OneWay {
        private OneWay() {}

        public static void main(String[] arguments) throws SQLException {
            try (Connection connection = DriverManager.getConnection(arguments[0], "sue", arguments[1]);
                    Statement statement = connection.createStatement()) {
                statement.execute(arguments[2]);
                statement.execute("delete from large where id > 0");
                try (PreparedStatement insert = connection.prepareStatement("insert into large values (1, ?)")) {
                    insert.setBinaryStream(1, Numbered.bytes());
                    insert.executeUpdate();
                }
                try (ResultSet row = statement.executeQuery(
                        "select length(bin), substr(bin, length(bin), 1) from large where id = 1")) {
                    row.next();
                    Numbered.check(row.getBytes(2)[0], SIZE - 1L);
                    TwoProcesses.say(row.getLong(1) + " bytes");
                }
            }
        }
    }
}
