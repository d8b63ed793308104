package dev.hoop.gateway.server.assembly.commands;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Properties;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** A small SQL client over the driver: runs the statements given, or those typed, one per line ended by a semicolon. */
@Command(
        name = "sql",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = "Run SQL at a target through the gateway.",
        footer = "Without --execute, statements are read from the input until it ends.")
public final class SqlCommand implements Runnable {
    private static final int MAX_ROWS = 1_000;

    @Mixin
    private GatewayLogin login = new GatewayLogin();

    @Parameters(paramLabel = "TARGET", description = "the target's name in the policy")
    private String target = "";

    @Option(
            names = {"-e", "--execute"},
            paramLabel = "SQL",
            description = "run this and end; may be given several times")
    private List<String> statements = List.of();

    @Option(names = "--task", paramLabel = "ID", description = "the task the session works for")
    private String task = "";

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        PrintWriter out = spec.commandLine().getOut();
        Properties properties = new Properties();
        properties.setProperty(
                "token",
                login.tokens()
                        .token(dev.hoop.gateway.remote.token.TokenProvider.Reason.CONNECT)
                        .value());
        if (!task.isEmpty()) {
            properties.setProperty("task", task);
        }
        try (Connection connection = DriverManager.getConnection(login.url(target), properties)) {
            if (statements.isEmpty()) {
                converse(connection, out);
            } else {
                for (String sql : statements) {
                    execute(connection, sql, out);
                }
            }
        } catch (SQLException e) {
            throw new picocli.CommandLine.ExecutionException(spec.commandLine(), TextTable.problem(e), e);
        } catch (IOException e) {
            throw new picocli.CommandLine.ExecutionException(spec.commandLine(), "the input cannot be read", e);
        }
    }

    private static void converse(Connection connection, PrintWriter out) throws IOException {
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, Charset.defaultCharset()));
        StringBuilder pending = new StringBuilder();
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            pending.append(line).append('\n');
            if (line.strip().endsWith(";")) {
                attempt(connection, pending.toString().strip(), out);
                pending.setLength(0);
            }
        }
        if (!pending.toString().isBlank()) {
            attempt(connection, pending.toString().strip(), out);
        }
    }

    private static void attempt(Connection connection, String sql, PrintWriter out) {
        try {
            execute(connection, sql, out);
        } catch (SQLException e) {
            out.println(TextTable.problem(e));
            out.flush();
        }
    }

    private static void execute(Connection connection, String sql, PrintWriter out) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.setMaxRows(MAX_ROWS);
            boolean rows = statement.execute(sql.endsWith(";") ? sql.substring(0, sql.length() - 1) : sql);
            if (rows) {
                try (ResultSet result = statement.getResultSet()) {
                    TextTable.print(result, out);
                }
            } else {
                out.println(statement.getLargeUpdateCount() + " rows changed");
            }
            out.flush();
        }
    }
}
