package dev.hoop.gateway.jdbc.frameworks;

/** Which URLs are the driver's. */
final class Urls {
    static final String PREFIX = "jdbc:hoop:";
    static final String DRIVER = "dev.hoop.gateway.jdbc.HoopDriver";

    private Urls() {}
}
