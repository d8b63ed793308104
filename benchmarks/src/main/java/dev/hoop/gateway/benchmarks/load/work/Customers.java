package dev.hoop.gateway.benchmarks.load.work;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;

/** The table that is read: a hundred thousand customers of nine columns, of which two are masked. */
public final class Customers {
    /** How many there are. */
    public static final int COUNT = 100_000;

    static final int CHANGED = 1_000;
    private static final int PAGE = 100;
    private static final int FETCH = 1_000;
    private static final int BATCH = 500;
    private static final int BATCHES = 20;
    private static final String COLUMNS = "id, name, email, ssn, card, balance, created, active, note";

    private Customers() {}

    static Repeated.Step point(Connection connection) throws SQLException {
        PreparedStatement one = connection.prepareStatement("select " + COLUMNS + " from customer where id = ?");
        return (random, samples) -> {
            one.setLong(1, 1L + random.nextInt(COUNT));
            expect(1, read(one, samples));
            return 1;
        };
    }

    static Repeated.Step page(Connection connection) throws SQLException {
        PreparedStatement page =
                connection.prepareStatement("select " + COLUMNS + " from customer where id between ? and ?");
        return (random, samples) -> {
            long from = 1L + random.nextInt(COUNT - PAGE);
            page.setLong(1, from);
            page.setLong(2, from + PAGE - 1);
            expect(PAGE, read(page, samples));
            return 1;
        };
    }

    static Repeated.Step scan(Connection connection) throws SQLException {
        connection.setAutoCommit(false);
        return (random, samples) -> {
            long rows;
            try (PreparedStatement all = connection.prepareStatement("select " + COLUMNS + " from customer")) {
                all.setFetchSize(FETCH);
                rows = read(all, samples);
            }
            connection.commit();
            expect(COUNT, rows);
            return rows;
        };
    }

    /** The first row of all; closing the rest counts too. */
    static Repeated.Step firstRow(Connection connection) throws SQLException {
        connection.setAutoCommit(false);
        return (random, samples) -> {
            try (PreparedStatement all = connection.prepareStatement("select " + COLUMNS + " from customer")) {
                all.setFetchSize(FETCH);
                try (ResultSet rows = all.executeQuery()) {
                    rows.next();
                    samples.read(value(rows));
                }
            }
            connection.commit();
            return 1;
        };
    }

    static Repeated.Step update(Connection connection) throws SQLException {
        return update(connection, "upd");
    }

    /** Of a table whose changes are on the database's disk when they are committed. */
    static Repeated.Step loggedUpdate(Connection connection) throws SQLException {
        return update(connection, "upd_logged");
    }

    private static Repeated.Step update(Connection connection, String table) throws SQLException {
        PreparedStatement update = connection.prepareStatement("update " + table + " set v = v + 1 where id = ?");
        return (random, samples) -> {
            update.setLong(1, 1L + random.nextInt(CHANGED));
            expect(1, update.executeUpdate());
            return 1;
        };
    }

    static Repeated.Step batch(Connection connection) throws SQLException {
        connection.setAutoCommit(false);
        PreparedStatement insert = connection.prepareStatement(
                "insert into customer_ins (" + COLUMNS + ") values (?, ?, ?, ?, ?, ?, ?, ?, ?)");
        return (random, samples) -> {
            try (Statement clean = connection.createStatement()) {
                clean.execute("truncate customer_ins");
            }
            for (int batch = 0; batch < BATCHES; batch++) {
                for (int row = 0; row < BATCH; row++) {
                    bind(insert, (long) batch * BATCH + row);
                    insert.addBatch();
                }
                expect(BATCH, insert.executeBatch().length);
            }
            connection.commit();
            return (long) BATCHES * BATCH;
        };
    }

    static Repeated.Step binary(Connection connection) throws SQLException {
        PreparedStatement one = connection.prepareStatement("select b from blobs where id = ?");
        return (random, samples) -> {
            one.setInt(1, 1 + random.nextInt(4));
            try (ResultSet rows = one.executeQuery()) {
                rows.next();
                byte[] content = rows.getBytes(1);
                expect(1 << 20, content.length);
                samples.read(content[12_345]);
            }
            return 1;
        };
    }

    private static void bind(PreparedStatement insert, long id) throws SQLException {
        insert.setLong(1, id);
        insert.setString(2, "Erin Garcia");
        insert.setString(3, "user" + id + "@example.com");
        insert.setString(4, "078-05-1120");
        insert.setString(5, "4111111111111111");
        insert.setBigDecimal(6, BigDecimal.valueOf(id, 2));
        insert.setTimestamp(7, new Timestamp(1_600_000_000_000L + id));
        insert.setBoolean(8, id % 3 != 0);
        insert.setString(9, "a note of about sixty characters, as people write them down..");
    }

    private static long read(PreparedStatement statement, Samples samples) throws SQLException {
        long count = 0;
        try (ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                samples.read(value(rows));
                count++;
            }
        }
        return count;
    }

    /** All nine columns, each by the getter that fits it. */
    private static long value(ResultSet rows) throws SQLException {
        return rows.getLong(1)
                + rows.getString(2).length()
                + rows.getString(3).length()
                + rows.getString(4).length()
                + rows.getString(5).length()
                + rows.getBigDecimal(6).scale()
                + (rows.getTimestamp(7).getTime() & 0xff)
                + (rows.getBoolean(8) ? 1 : 0)
                + rows.getString(9).length();
    }

    private static void expect(long wanted, long got) throws SQLException {
        if (wanted != got) {
            throw new SQLException("%d instead of %d".formatted(got, wanted));
        }
    }
}
