package crooked.server.ports.audit;

import crooked.server.gate.Gate;

/** A port that knows the gate. */
public interface Trail {
    Gate gate();
}
