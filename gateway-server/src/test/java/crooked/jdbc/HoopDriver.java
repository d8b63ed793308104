package crooked.jdbc;

import org.slf4j.Logger;

/** A driver that needs a library. */
interface HoopDriver {
    Logger log();
}
