package crooked.server.stores.h2;

import crooked.server.connectors.jdbc.Target;
import crooked.server.gate.Gate;

/** An adapter that knows another one, and the gate. */
public interface H2Trail {
    Target other();

    Gate gate();
}
