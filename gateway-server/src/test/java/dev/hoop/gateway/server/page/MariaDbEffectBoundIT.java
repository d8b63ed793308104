package dev.hoop.gateway.server.page;

import dev.hoop.gateway.server.fixture.MariaDbServer;
import org.junit.jupiter.api.Tag;

/** Bounds on MariaDB. */
@Tag("e2e")
final class MariaDbEffectBoundIT extends EffectBoundContract {
    @Override
    String[] database() {
        MariaDbServer server = MariaDbServer.shared();
        return new String[] {server.url(), server.user(), server.password()};
    }

    @Override
    String trigger() {
        return "create trigger bounded_log after update on bounded for each row insert into bounded_log values (new.id)";
    }
}
