package dev.hoop.gateway.server.stores.tokens;

import dev.hoop.gateway.server.ports.identity.TokenStore;
import dev.hoop.gateway.server.ports.identity.TokenStoreContract;
import dev.hoop.gateway.server.stores.StateDatabase;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

final class H2TokensIT extends TokenStoreContract {
    @TempDir
    Path directory;

    private @Nullable StateDatabase database;

    @Override
    protected TokenStore open() {
        database = StateDatabase.embedded(directory);
        return new SqlTokens(database);
    }

    @AfterEach
    void close() {
        if (database != null) {
            database.close();
        }
    }
}
