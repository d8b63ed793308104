package crooked.jdbc.frameworks;

import org.slf4j.Logger;

/** What tells a framework the driver, and needs more than that framework. */
interface FlywayUrl {
    Logger log();
}
