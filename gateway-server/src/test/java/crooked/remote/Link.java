package crooked.remote;

import org.slf4j.Logger;

/** A client that needs a library. */
interface Link {
    Logger log();
}
