package dev.hoop.gateway.benchmarks.load.stage;

import dev.hoop.gateway.benchmarks.load.TargetFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Apache Calcite Avatica's server before the database, and its driver; their jars are fetched by {@code benchmarks/peers/avatica/fetch}. */
public final class Avatica implements AutoCloseable {
    private final Child server;

    /** @param file where to write the target file */
    public Avatica(Path file, Path peer, Path log, Database database) throws IOException {
        int port = PgBouncer.freePort();
        String jars = jars(peer);
        server = new Child(
                log,
                List.of(
                        System.getProperty("java.home") + "/bin/java",
                        "-Xmx2g",
                        "-cp",
                        jars,
                        peer.resolve("AvaticaServer.java").toString(),
                        Integer.toString(port),
                        database.url() + "?defaultRowFetchSize=1000",
                        Database.USER));
        String ready = server.line();
        if (!ready.equals("ready")) {
            throw new IOException(ready);
        }
        TargetFile.write(
                file,
                Map.of(
                        "url",
                        "jdbc:avatica:remote:url=http://127.0.0.1:" + port + ";serialization=protobuf",
                        "driver",
                        "org.apache.calcite.avatica.remote.Driver",
                        "classpath",
                        jars,
                        "pid",
                        Long.toString(server.pid())));
    }

    /** Whether its jars were fetched. */
    public static boolean isHere(Path peer) {
        return Files.isDirectory(peer.resolve("target"));
    }

    private static String jars(Path peer) throws IOException {
        try (Stream<Path> jars = Files.list(peer.resolve("target"))) {
            return jars.map(Path::toString)
                    .filter(name -> name.endsWith(".jar"))
                    .sorted()
                    .collect(Collectors.joining(":"));
        }
    }

    @Override
    public void close() {
        server.close();
    }
}
