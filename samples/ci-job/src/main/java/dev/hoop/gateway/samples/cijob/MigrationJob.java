package dev.hoop.gateway.samples.cijob;

import dev.hoop.gateway.api.approval.ApprovalDecision;
import dev.hoop.gateway.api.approval.ApprovalListener;
import dev.hoop.gateway.api.approval.ApprovalRequest;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Properties;

/** Runs the statements of a file, one a line, and waits for people where policy holds one. */
public final class MigrationJob {
    private MigrationJob() {}

    /** Takes the gateway's URL and the file; the service token comes from the variable HOOP_TOKEN. */
    public static void main(String[] args) throws IOException {
        List<String> statements = Files.readAllLines(Path.of(args[1]));
        System.exit(run(args[0], System.getenv("HOOP_TOKEN"), statements, System.out));
    }

    static int run(String url, String token, List<String> statements, PrintStream out) {
        Properties properties = new Properties();
        properties.setProperty("password", token);
        properties.setProperty("approval", "callback");
        properties.put("approvalListener", new Progress(out));
        try (Connection connection = DriverManager.getConnection(url, properties);
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
                out.println("done: " + sql);
            }
            return 0;
        } catch (SQLException refused) {
            out.println("stopped: " + refused.getMessage());
            return 1;
        }
    }

    /** Prints what the job waits for. */
    private static final class Progress implements ApprovalListener {
        private final PrintStream out;
        private String asked = "";

        Progress(PrintStream out) {
            this.out = out;
        }

        @Override
        public void pending(ApprovalRequest request) {
            if (!request.id().equals(asked)) { // told again and again while the wait lasts
                asked = request.id();
                out.printf("waiting for %s until %s: request %s%n", request.approvers(), request.expiresAt(), asked);
            }
        }

        @Override
        public void decided(ApprovalDecision decision) {
            out.printf("request %s: %s %s%n", decision.requestId(), decision.state(), decision.reason());
        }
    }
}
