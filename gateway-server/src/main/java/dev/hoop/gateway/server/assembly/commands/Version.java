package dev.hoop.gateway.server.assembly.commands;

import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;
import picocli.CommandLine.IVersionProvider;

/** What {@code hoop --version} prints: this version, and the Java it runs on. */
final class Version implements IVersionProvider {
    private static final String FILE = "/dev/hoop/gateway/server/version.properties";

    @Override
    public String[] getVersion() throws IOException {
        Properties properties = new Properties();
        try (InputStream file = Version.class.getResourceAsStream(FILE)) {
            if (file != null) {
                properties.load(file);
            }
        }
        return new String[] {
            "hoop " + properties.getProperty("version", "of an unknown version"), "Java " + Runtime.version()
        };
    }
}
