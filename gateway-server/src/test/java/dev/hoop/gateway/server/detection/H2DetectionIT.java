package dev.hoop.gateway.server.detection;

import java.util.UUID;

final class H2DetectionIT extends DetectionContract {
    H2DetectionIT() {
        super("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1", "sa", "secret");
    }

    @Override
    String table() {
        return """
                create table notes (id int generated always as identity primary key, body varchar(60) unique, doc json,
                  raw varbinary(100), long_text clob, ssn int, amount int, contact varchar(60), narrow varchar(21))""";
    }

    @Override
    String document(String json) {
        return "json '" + json + "'";
    }
}
