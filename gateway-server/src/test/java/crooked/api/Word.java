package crooked.api;

import org.slf4j.Logger;

/** An API that needs a library. */
interface Word {
    Logger log();
}
