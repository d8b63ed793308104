package dev.hoop.gateway.benchmarks.load;

import dev.hoop.gateway.benchmarks.load.stage.Avatica;
import dev.hoop.gateway.benchmarks.load.stage.Child;
import dev.hoop.gateway.benchmarks.load.stage.Database;
import dev.hoop.gateway.benchmarks.load.stage.GatewayProcess;
import dev.hoop.gateway.benchmarks.load.stage.PgBouncer;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Everything a run needs, started as it is asked for and ended together. */
final class Stage implements AutoCloseable {
    private static final Path AVATICA = Path.of("benchmarks/peers/avatica");

    /** A target of that name is the gateway that was compiled in another source tree, to compare two builds in one run. */
    private static final String OTHER_TREE = "hoop@";

    /** A target of that name is this gateway with options of the virtual machine beside the usual ones. */
    private static final String OTHER_OPTIONS = "hoop:";

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
            Path file = directory.resolve(fileName(name) + ".properties");
            if (isMade(name, file)) {
                files.put(name, file);
            }
        }
        List<Contestant> contestants = new ArrayList<>();
        for (Map.Entry<String, Path> entry : files.entrySet()) {
            Contestant made =
                    new Contestant(entry.getKey(), entry.getValue(), log("worker-" + fileName(entry.getKey())));
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
            case "hoop" -> hoop(name, file, "", List.of());
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
                if (name.startsWith(OTHER_TREE)) {
                    hoop(name, file, classes(Path.of(name.substring(OTHER_TREE.length()))), List.of());
                } else if (name.startsWith(OTHER_OPTIONS)) {
                    hoop(name, file, "", Settings.words(name.substring(OTHER_OPTIONS.length())));
                } else if (!Files.exists(file)) {
                    return missing(name, "write " + file);
                }
            }
        }
        return true;
    }

    /**
     * @param classPath of another build than this one; empty for this one
     * @param options of its own
     */
    private void hoop(String name, Path file, String classPath, List<String> options) throws IOException {
        List<String> all = new ArrayList<>(settings.gatewayOptions());
        all.addAll(options);
        Child gateway = Child.java(
                log(fileName(name)),
                classPath,
                all,
                GatewayProcess.class,
                file.toString(),
                database.url(),
                settings.strict() ? "strict" : "bounded");
        open.push(gateway);
        String ready = gateway.line();
        while (!ready.equals("ready")) {
            ready = gateway.line();
        }
        if (!classPath.isEmpty()) {
            TargetFile.add(file, "classpath", classPath);
        }
    }

    /** The modules of another source tree, as they were compiled there. */
    private static String classes(Path tree) throws IOException {
        try (Stream<Path> modules = Files.list(tree)) {
            return modules.map(module -> module.resolve("target/classes"))
                    .filter(Files::isDirectory)
                    .map(Path::toString)
                    .collect(Collectors.joining(File.pathSeparator));
        }
    }

    private static String fileName(String name) {
        return name.replaceAll("[^\\w-]", "_");
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
