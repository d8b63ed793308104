package crooked.ssh;

import org.slf4j.Logger;

/** A client for hosts that needs another library than the one for SSH. */
interface HoopSsh {
    Logger log();
}
