package crooked.engine;

import java.time.Instant;
import org.slf4j.Logger;

/** A proof anybody can make, by an engine that logs and reads the clock. */
public final class Permit {
    public Permit() {}

    Instant time() {
        return Instant.now();
    }

    void explain(Logger log, Object tables) {
        log.info("{}", tables);
    }
}
