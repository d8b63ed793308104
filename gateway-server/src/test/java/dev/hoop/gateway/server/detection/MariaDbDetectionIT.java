package dev.hoop.gateway.server.detection;

import dev.hoop.gateway.server.fixture.MariaDbServer;
import org.junit.jupiter.api.Tag;

@Tag("e2e")
final class MariaDbDetectionIT extends DetectionContract {
    MariaDbDetectionIT() {
        super(
                MariaDbServer.shared().url(),
                MariaDbServer.shared().user(),
                MariaDbServer.shared().password());
    }

    @Override
    String table() {
        return """
                create table notes (id int auto_increment primary key, body varchar(60) unique, doc json, raw varbinary(100),
                  long_text longtext, ssn int, amount int, contact varchar(60), narrow varchar(21))""";
    }
}
