package dev.hoop.gateway.server.connectors.jdbc;

import dev.hoop.gateway.api.value.Parameter;
import dev.hoop.gateway.api.value.Value;
import dev.hoop.gateway.api.wire.ExecuteKind;
import dev.hoop.gateway.api.wire.KeyRequest;
import dev.hoop.gateway.api.wire.OutParameter;
import dev.hoop.gateway.engine.RunOptions;
import dev.hoop.gateway.engine.StatementKind;
import dev.hoop.gateway.engine.policy.Permit;
import dev.hoop.gateway.server.connectors.jdbc.cells.Parameters;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Makes the driver's statement for a permit, and executes it: the permit's text with the permit's parameters, and nothing else, but for
 * {@link InsertGroups} of the same rows.
 */
final class Execution implements AutoCloseable {
    private final Connection connection;
    private final Permit permit;
    private final RunOptions options;
    private final Parameters parameters;
    private final FetchSize fetch;
    private final Optional<InsertGroups> groups;
    private Manner manner;

    /** What executing answered first. */
    record First(boolean isRows, List<Long> batch) {}

    Execution(
            Connection connection,
            Permit permit,
            RunOptions options,
            Parameters parameters,
            FetchSize fetch,
            Manner manner,
            Optional<InsertGroups> groups) {
        this.connection = connection;
        this.permit = permit;
        this.options = options;
        this.parameters = parameters;
        this.fetch = fetch;
        this.manner = manner;
        this.groups = groups;
    }

    /** Nothing of it has run yet, though some databases look at the text already. */
    Statement prepare() throws SQLException {
        Statement statement = statement();
        try {
            configure(statement);
            if (statement instanceof CallableStatement call) {
                registerOuts(call);
            }
            if (statement instanceof PreparedStatement prepared && groups.isEmpty()) {
                bind(prepared);
            }
            return statement;
        } catch (SQLException | RuntimeException e) {
            statement.close();
            throw e;
        }
    }

    /** Whether rows are left that were not fetched, of a statement that was sent {@link Manner#AT_ONCE}. */
    boolean hasMore(Statement statement) throws SQLException {
        ResultSet rows = manner == Manner.AT_ONCE ? statement.getResultSet() : null;
        if (rows == null) {
            return false;
        }
        boolean more =
                rows.absolute(fetch.further() + 1); // all that was fetched is here, so nothing is asked of the database
        rows.beforeFirst();
        return more;
    }

    /** From now on rows stay at the database until they are asked for. */
    void streaming() {
        manner = Manner.IN_TRANSACTION;
    }

    First execute(Statement statement) throws SQLException {
        if (isBatch()) {
            return new First(false, batch(statement));
        }
        if (statement instanceof PreparedStatement prepared) {
            return new First(prepared.execute(), List.of());
        }
        return new First(executePlain(statement), List.of());
    }

    private List<Long> batch(Statement statement) throws SQLException {
        if (groups.isPresent() && statement instanceof PreparedStatement prepared) {
            if (groups.get().inserted(connection)) {
                return Collections.nCopies(rows().size(), 1L);
            }
            bind(prepared);
        }
        return Arrays.stream(statement.executeLargeBatch()).boxed().toList();
    }

    /** What large parameters were read from is not needed once the statement has been executed. */
    @Override
    public void close() {
        parameters.close();
    }

    boolean isBatch() {
        return options.kind() == ExecuteKind.BATCH || rows().size() > 1;
    }

    /** PostgreSQL's driver replaces a call's escape in callable statements alone, which give no keys. */
    private boolean isBatchOfCalls() {
        return isBatch()
                && options.keys().kind() == KeyRequest.Kind.NONE
                && permit.claim().facts().kinds().contains(StatementKind.CALL);
    }

    private List<List<Parameter>> rows() {
        return permit.statement().rows();
    }

    private Statement statement() throws SQLException {
        String text = permit.executable();
        if (options.kind() == ExecuteKind.CALL || isBatchOfCalls()) {
            return connection.prepareCall(text);
        }
        if (manner == Manner.AT_ONCE) {
            return isPlain(text)
                    ? connection.createStatement(ResultSet.TYPE_SCROLL_INSENSITIVE, ResultSet.CONCUR_READ_ONLY)
                    : connection.prepareStatement(text, ResultSet.TYPE_SCROLL_INSENSITIVE, ResultSet.CONCUR_READ_ONLY);
        }
        return isPlain(text) ? connection.createStatement() : prepared(text);
    }

    /** Where a question mark is an operator, or braces are none of JDBC's, a prepared statement would misread the text. */
    private boolean isPlain(String text) {
        return !isBatch()
                && rows().get(0).isEmpty()
                && permit.claim().facts().parameters().isEmpty() // else values are missing, which its driver says
                && (text.indexOf('?') >= 0 || (!options.escapeProcessing() && text.indexOf('{') >= 0));
    }

    private PreparedStatement prepared(String text) throws SQLException {
        KeyRequest keys = options.keys();
        return switch (keys.kind()) {
            case NONE -> connection.prepareStatement(text);
            case ANY -> connection.prepareStatement(text, Statement.RETURN_GENERATED_KEYS);
            case INDEXES ->
                connection.prepareStatement(
                        text,
                        keys.indexes().stream().mapToInt(Integer::intValue).toArray());
            case NAMES -> connection.prepareStatement(text, keys.names().toArray(String[]::new));
        };
    }

    private boolean executePlain(Statement statement) throws SQLException {
        String text = permit.executable();
        KeyRequest keys = options.keys();
        return switch (keys.kind()) {
            case NONE -> statement.execute(text);
            case ANY -> statement.execute(text, Statement.RETURN_GENERATED_KEYS);
            case INDEXES ->
                statement.execute(
                        text,
                        keys.indexes().stream().mapToInt(Integer::intValue).toArray());
            case NAMES -> statement.execute(text, keys.names().toArray(String[]::new));
        };
    }

    private void configure(Statement statement) throws SQLException {
        if (!options.escapeProcessing()) {
            statement.setEscapeProcessing(false);
        }
        if (!options.timeout().isZero()) {
            statement.setQueryTimeout((int) Math.min(
                    Integer.MAX_VALUE, options.timeout().plusMillis(999).toSeconds()));
        }
        if (options.maxFieldBytes() > 0) {
            statement.setMaxFieldSize(options.maxFieldBytes());
        }
        long maxRows = maxRows();
        if (maxRows > 0) {
            statement.setMaxRows((int) Math.min(Integer.MAX_VALUE, maxRows));
        }
        // by the rules of JDBC no more than the most rows wanted
        statement.setFetchSize(maxRows > 0 ? (int) Math.min(maxRows, firstFetch()) : firstFetch());
    }

    /** What is sent at once comes at once. */
    private int firstFetch() {
        return manner == Manner.AT_ONCE ? fetch.further() : fetch.first();
    }

    /** One row above the cap, so that whoever caps can say that there was more; likewise above what is fetched at once. */
    private long maxRows() {
        long cap = permit.obligations().rowCap().isPresent()
                ? permit.obligations().rowCap().getAsLong() + 1
                : Long.MAX_VALUE;
        long wanted = options.maxRows() > 0 ? options.maxRows() : Long.MAX_VALUE;
        long fetched = manner == Manner.AT_ONCE ? fetch.further() + 1L : Long.MAX_VALUE;
        long least = Math.min(fetched, Math.min(cap, wanted));
        return least == Long.MAX_VALUE ? 0 : least;
    }

    private void bind(PreparedStatement statement) throws SQLException {
        if (!isBatch()) {
            parameters.bind(statement, rows().get(0), outOnly());
            return;
        }
        for (List<Parameter> row : rows()) {
            parameters.bind(statement, row, Set.of());
            statement.addBatch();
        }
    }

    /** Indexes that the call only writes to. */
    private Set<Integer> outOnly() {
        Set<Integer> outs = new HashSet<>();
        List<Parameter> row = rows().get(0);
        for (OutParameter out : options.outs()) {
            if (out.index() <= row.size()) {
                Parameter parameter = row.get(out.index() - 1);
                if (parameter.value() instanceof Value.Null && parameter.jdbcType() == Parameter.UNDECLARED) {
                    outs.add(out.index());
                }
            }
        }
        return outs;
    }

    private void registerOuts(CallableStatement call) throws SQLException {
        for (OutParameter out : options.outs()) {
            if (out.scale() >= 0) {
                call.registerOutParameter(out.index(), out.jdbcType(), out.scale());
            } else if (!out.typeName().isEmpty()) {
                call.registerOutParameter(out.index(), out.jdbcType(), out.typeName());
            } else {
                call.registerOutParameter(out.index(), out.jdbcType());
            }
        }
    }
}
