package crooked.engine;

import java.time.Instant;
import net.sf.jsqlparser.util.TablesNamesFinder;
import org.slf4j.Logger;

/** A proof anybody can make, by an engine that logs, reads the clock and trusts a shortcut of the parser. */
public final class Permit {
    public Permit() {}

    Instant time() {
        return Instant.now();
    }

    void explain(Logger log, TablesNamesFinder<?> tables) {
        log.info("{}", tables);
    }
}
