package dev.hoop.gateway.benchmarks.load;

import dev.hoop.gateway.benchmarks.load.work.Connections;
import dev.hoop.gateway.benchmarks.load.work.Works;
import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;
import java.util.Properties;

/**
 * What is measured, as a file of properties: {@code url}; where needed {@code driver}, {@code classpath}, {@code skip} (works it cannot do,
 * with commas) and {@code pid} (the process whose memory and processor time count); everything that begins with {@code connect.} goes to
 * the driver.
 */
public final class TargetFile {
    private static final String CONNECT = "connect.";

    private final Properties entries;

    private TargetFile(Properties entries) {
        this.entries = entries;
    }

    public static TargetFile read(Path file) throws IOException {
        Properties entries = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            entries.load(reader);
        }
        return new TargetFile(entries);
    }

    /** Writes one for {@link #read}. */
    public static Path write(Path file, Map<String, String> entries) throws IOException {
        Properties properties = new Properties();
        properties.putAll(entries);
        try (Writer writer = Files.newBufferedWriter(file)) {
            properties.store(writer, null);
        }
        return file;
    }

    /** Writes one entry more. */
    static void add(Path file, String name, String value) throws IOException {
        TargetFile known = read(file);
        known.entries.setProperty(name, value);
        try (Writer writer = Files.newBufferedWriter(file)) {
            known.entries.store(writer, null);
        }
    }

    /** What must be on the class path beside the harness; empty for nothing. */
    String classPath() {
        return entries.getProperty("classpath", "");
    }

    /** Zero when no process of its own stands between. */
    long pid() {
        return Long.parseLong(entries.getProperty("pid", "0"));
    }

    boolean skips(Works work) {
        return java.util.Arrays.stream(entries.getProperty("skip", "").split(",", -1))
                .anyMatch(name -> name.trim().equalsIgnoreCase(work.name()));
    }

    Connections connections() throws SQLException {
        String url = java.util.Objects.requireNonNull(entries.getProperty("url"), "a target file needs a url");
        Properties given = new Properties();
        entries.stringPropertyNames().stream()
                .filter(name -> name.startsWith(CONNECT))
                .forEach(name -> given.setProperty(name.substring(CONNECT.length()), entries.getProperty(name)));
        Driver driver = driver(url);
        return () -> java.util.Objects.requireNonNull(driver.connect(url, given), "the driver does not take the url");
    }

    private Driver driver(String url) throws SQLException {
        String name = entries.getProperty("driver", "");
        try {
            return name.isEmpty()
                    ? DriverManager.getDriver(url)
                    : Class.forName(name)
                            .asSubclass(Driver.class)
                            .getDeclaredConstructor()
                            .newInstance();
        } catch (ReflectiveOperationException e) {
            throw new SQLException("no such driver: " + name, e);
        }
    }
}
