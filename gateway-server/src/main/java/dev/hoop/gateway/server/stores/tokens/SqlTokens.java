package dev.hoop.gateway.server.stores.tokens;

import dev.hoop.gateway.engine.Subject;
import dev.hoop.gateway.engine.SubjectName;
import dev.hoop.gateway.engine.TokenScope;
import dev.hoop.gateway.server.ports.identity.IssuedToken;
import dev.hoop.gateway.server.ports.identity.TokenStore;
import dev.hoop.gateway.server.stores.StateDatabase;
import dev.hoop.gateway.server.stores.StateHint;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Tokens in the state database, on H2 and PostgreSQL alike. */
public final class SqlTokens implements TokenStore {
    private static final String SELECT =
            "select t.id, t.subject, t.kind, t.member_of, t.issued_by, t.created_at, t.expires_at, r.revoked_at, t.person, t.scope"
                    + " from issued_token t left join revoked_token r on r.token_id = t.id ";

    private final StateDatabase database;

    public SqlTokens(StateDatabase database) {
        this.database = database;
    }

    @Override
    public void add(IssuedToken token, String hash) {
        database.transact(connection -> {
            try (PreparedStatement insert = connection.prepareStatement(
                    "insert into issued_token (id, hash, subject, kind, member_of, issued_by, created_at, expires_at, person, scope)"
                            + " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")) {
                insert.setString(1, token.id());
                insert.setString(2, hash);
                insert.setString(3, token.subject().name().value());
                insert.setString(4, token.subject().kind().name().toLowerCase(Locale.ROOT));
                insert.setString(5, token.subject().groups().stream().sorted().collect(Collectors.joining("\n")));
                insert.setString(6, token.issuedBy());
                insert.setObject(7, token.createdAt().atOffset(ZoneOffset.UTC));
                insert.setObject(
                        8,
                        token.expiresAt().map(at -> at.atOffset(ZoneOffset.UTC)).orElse(null),
                        Types.TIMESTAMP_WITH_TIMEZONE);
                insert.setString(9, token.subject().people().stream().sorted().collect(Collectors.joining("\n")));
                insert.setString(10, token.subject().scope().text());
                return insert.executeUpdate();
            }
        });
    }

    @Override
    public Optional<IssuedToken> byHash(String hash) {
        return select("where t.hash = ?", hash).stream().findFirst();
    }

    @Override
    public Optional<IssuedToken> byId(String id) {
        return select("where t.id = ?", id).stream().findFirst();
    }

    @Override
    public List<IssuedToken> list() {
        return select("order by t.created_at desc, t.id");
    }

    @Override
    public boolean revoke(String tokenId, String revokedBy, Instant at) {
        return database.transact(connection -> {
            try (PreparedStatement insert = connection.prepareStatement(
                    "insert into revoked_token (token_id, revoked_by, revoked_at) select ?, ?, ?"
                            + " where not exists (select 1 from revoked_token where token_id = ?)")) {
                insert.setString(1, tokenId);
                insert.setString(2, revokedBy);
                insert.setObject(3, at.atOffset(ZoneOffset.UTC));
                insert.setString(4, tokenId);
                boolean first = insert.executeUpdate() == 1;
                database.hint(connection, StateHint.REVOCATION);
                return first;
            }
        });
    }

    @Override
    public Set<String> revoked() {
        return database.ask(connection -> {
            try (PreparedStatement select = connection.prepareStatement("select token_id from revoked_token");
                    ResultSet rows = select.executeQuery()) {
                Set<String> names = new HashSet<>();
                while (rows.next()) {
                    names.add(rows.getString(1));
                }
                return names;
            }
        });
    }

    private List<IssuedToken> select(String condition, String... arguments) {
        return database.ask(connection -> select(connection, condition, arguments));
    }

    private static List<IssuedToken> select(Connection connection, String condition, String... arguments)
            throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(SELECT + condition)) {
            for (int i = 0; i < arguments.length; i++) {
                select.setString(i + 1, arguments[i]);
            }
            try (ResultSet rows = select.executeQuery()) {
                List<IssuedToken> tokens = new ArrayList<>();
                while (rows.next()) {
                    tokens.add(token(rows));
                }
                return tokens;
            }
        }
    }

    private static IssuedToken token(ResultSet row) throws SQLException {
        Set<String> groups = row.getString("member_of").lines().collect(Collectors.toSet());
        Subject.Kind kind = Subject.Kind.valueOf(row.getString("kind").toUpperCase(Locale.ROOT));
        return new IssuedToken(
                row.getString("id"),
                new Subject(
                        new SubjectName(row.getString("subject")),
                        kind,
                        groups,
                        row.getString("person").lines().collect(Collectors.toSet()),
                        TokenScope.parse(row.getString("scope"))),
                row.getString("issued_by"),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                instant(row, "expires_at"),
                instant(row, "revoked_at"));
    }

    private static Optional<Instant> instant(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(row.getObject(column, OffsetDateTime.class)).map(OffsetDateTime::toInstant);
    }
}
