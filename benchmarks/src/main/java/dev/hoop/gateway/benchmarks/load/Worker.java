package dev.hoop.gateway.benchmarks.load;

import dev.hoop.gateway.benchmarks.load.work.Connections;
import dev.hoop.gateway.benchmarks.load.work.Work;
import dev.hoop.gateway.benchmarks.load.work.Works;
import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * The process of one target. Takes commands from its standard input and answers each with one line: {@code verify}, {@code open W},
 * {@code run W millis}, {@code close W}, {@code idle N}, {@code quit}.
 */
public final class Worker {
    private final Connections connections;
    private final Map<Works, Work> open = new EnumMap<>(Works.class);
    private final List<Connection> idle = new ArrayList<>();

    private Worker(Connections connections) {
        this.connections = connections;
    }

    /** Works for the target whose file is the only argument. */
    public static void main(String[] arguments) throws IOException, SQLException {
        PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
        System.setOut(System.err); // what drivers print is no answer
        Worker worker = new Worker(TargetFile.read(Path.of(arguments[0])).connections());
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = in.readLine(); line != null && !line.equals("quit"); line = in.readLine()) {
            out.println(worker.answer(line.split(" ", -1)));
        }
        System.exit(0); // whatever a driver still has running
    }

    private String answer(String[] command) {
        try {
            return switch (command[0]) {
                case "verify" -> "ok\t" + row();
                case "open" -> open(Works.named(command[1]));
                case "run" -> run(Works.named(command[1]), Duration.ofMillis(Long.parseLong(command[2])));
                case "close" -> close(Works.named(command[1]));
                case "idle" -> idle(Integer.parseInt(command[1]));
                default -> "failed\tno such command";
            };
        } catch (SQLException | RuntimeException e) {
            e.printStackTrace();
            return "failed\t" + String.valueOf(e).replaceAll("\\s+", " ");
        }
    }

    private String open(Works name) throws SQLException {
        Work work = name.make();
        work.open(connections);
        open.put(name, work);
        return "ok";
    }

    private String run(Works name, Duration time) throws SQLException {
        Work work = java.util.Objects.requireNonNull(open.get(name), "not open");
        System.gc(); // garbage of the round before is not this one's
        return "ok\t" + work.run(time).figures().line();
    }

    private String close(Works name) throws SQLException {
        Work work = open.remove(name);
        if (work != null) {
            work.close();
        }
        return "ok";
    }

    private String idle(int count) throws SQLException {
        for (Connection connection : idle) {
            connection.close();
        }
        idle.clear();
        while (idle.size() < count) {
            Connection connection = connections.open();
            idle.add(connection);
            try (Statement statement = connection.createStatement();
                    ResultSet rows = statement.executeQuery("select 1")) {
                rows.next();
            }
        }
        return "ok";
    }

    /** One row as it comes, to see whether a target masks. */
    private String row() throws SQLException {
        try (Connection connection = connections.open();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select id, email, ssn from customer where id = 12345")) {
            rows.next();
            return rows.getLong(1) + " " + rows.getString(2) + " " + rows.getString(3);
        }
    }
}
