package dev.hoop.gateway.server.stores;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class H2NodeLeaseIT extends NodeLeaseContract {
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

    @Test
    void processBeforeThisOneIsOverAtOnceSinceTheFileHasOneProcess() {
        NodeLease killed = NodeLease.take(database, "north");
        database.close();
        open();

        NodeLease.take(database, "north");

        assertThat(counts(killed)).isFalse();
    }
}
