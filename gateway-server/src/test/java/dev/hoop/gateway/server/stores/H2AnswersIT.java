package dev.hoop.gateway.server.stores;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

final class H2AnswersIT extends AnswersContract {
    @TempDir
    Path directory;

    private StateDatabase database;

    @BeforeEach
    void open() {
        database = StateDatabase.embedded(directory);
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Override
    StateDatabase database() {
        return database;
    }
}
