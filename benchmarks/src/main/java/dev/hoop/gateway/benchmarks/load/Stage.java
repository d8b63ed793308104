package dev.hoop.gateway.benchmarks.load;

import dev.hoop.gateway.benchmarks.load.stage.Avatica;
import dev.hoop.gateway.benchmarks.load.stage.Child;
import dev.hoop.gateway.benchmarks.load.stage.Database;
import dev.hoop.gateway.benchmarks.load.stage.GatewayProcess;
import dev.hoop.gateway.benchmarks.load.stage.PgBouncer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Everything a run needs, started as it is asked for and ended together. */
final class Stage implements AutoCloseable {
    private static final Path AVATICA = Path.of("benchmarks/peers/avatica");

    private final Settings settings;
    private final Path directory;
    private final Database database;
    private final Deque<AutoCloseable> open = new ArrayDeque<>();

    Stage(Settings settings) throws IOException {
        this.settings = settings;
        this.directory = Files.createDirectories(settings.directory());
        this.database = new Database(Files.createTempDirectory("hoop-load"), settings.strict());
        open.push(database);
    }

    /** The targets that were asked for and are here, in that order. */
    List<Contestant> contestants() throws IOException {
        Map<String, Path> files = new LinkedHashMap<>();
        for (String name : settings.targets()) {
            Path file = directory.resolve(name + ".properties");
            if (isMade(name, file)) {
                files.put(name, file);
            }
        }
        List<Contestant> contestants = new ArrayList<>();
        for (Map.Entry<String, Path> entry : files.entrySet()) {
            Contestant made = new Contestant(entry.getKey(), entry.getValue(), log("worker-" + entry.getKey()));
            open.push(made);
            contestants.add(made);
        }
        return contestants;
    }

    private boolean isMade(String name, Path file) throws IOException {
        switch (name) {
            case "direct" ->
                TargetFile.write(
                        file,
                        Map.of(
                                "url",
                                database.url(),
                                "connect.user",
                                Database.USER,
                                "connect.password",
                                Database.USER));
            case "hoop" -> hoop(file);
            case "pgbouncer" -> {
                if (!PgBouncer.isHere()) {
                    return missing(name, "apt-get install pgbouncer");
                }
                open.push(new PgBouncer(file, database));
            }
            case "avatica" -> {
                if (!Avatica.isHere(AVATICA)) {
                    return missing(name, "run benchmarks/peers/avatica/fetch");
                }
                open.push(new Avatica(file, AVATICA, log(name), database));
            }
            default -> {
                if (!Files.exists(file)) {
                    return missing(name, "write " + file);
                }
            }
        }
        return true;
    }

    private void hoop(Path file) throws IOException {
        Child gateway = Child.java(
                log("hoop"),
                "",
                settings.gatewayOptions(),
                GatewayProcess.class,
                file.toString(),
                database.url(),
                settings.strict() ? "strict" : "bounded");
        open.push(gateway);
        String ready = gateway.line();
        while (!ready.equals("ready")) {
            ready = gateway.line();
        }
    }

    private static boolean missing(String name, String remedy) {
        System.err.println(name + " is not here and left out: " + remedy);
        return false;
    }

    private Path log(String name) {
        return directory.resolve(name + ".log");
    }

    @Override
    public void close() throws IOException {
        while (!open.isEmpty()) {
            try {
                open.pop().close();
            } catch (Exception e) {
                System.err.println("not ended: " + e);
            }
        }
    }
}
