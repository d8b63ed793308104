package crooked.server.gate;

import crooked.server.ports.audit.Trail;
import crooked.server.stores.h2.H2Trail;

/** A gate that knows a store, and closes a cycle with a port. */
public interface Gate {
    Trail port();

    H2Trail store();
}
