package dev.hoop.gateway.server.stores;

import dev.hoop.gateway.server.ports.notifications.ToldMessages;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.Optional;

/** What was told where, in the state database. */
public final class SqlToldMessages implements ToldMessages {
    private static final int KEEP_DAYS = 30;

    private final StateDatabase database;

    public SqlToldMessages(StateDatabase database) {
        this.database = database;
    }

    @Override
    public Optional<Told> find(String destination, String about) {
        return database.ask(connection -> {
            try (PreparedStatement query = connection.prepareStatement(
                    "select place, newest from told_message where destination = ? and about = ?")) {
                query.setString(1, destination);
                query.setString(2, about);
                try (ResultSet rows = query.executeQuery()) {
                    return rows.next() ? Optional.of(new Told(rows.getString(1), rows.getLong(2))) : Optional.empty();
                }
            }
        });
    }

    @Override
    public void keep(String destination, String about, Told told) {
        database.transact(connection -> {
            try (PreparedStatement old = connection.prepareStatement(
                            "delete from told_message where (destination = ? and about = ?) or told_at < current_timestamp - interval '%d' day"
                                    .formatted(KEEP_DAYS));
                    PreparedStatement insert = connection.prepareStatement(
                            "insert into told_message (destination, about, place, newest, told_at)"
                                    + " values (?, ?, ?, ?, current_timestamp)")) {
                old.setString(1, destination);
                old.setString(2, about);
                old.executeUpdate();
                insert.setString(1, destination);
                insert.setString(2, about);
                insert.setString(3, told.place());
                insert.setLong(4, told.newest());
                return insert.executeUpdate();
            }
        });
    }
}
