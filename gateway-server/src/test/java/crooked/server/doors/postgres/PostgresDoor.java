package crooked.server.doors.postgres;

import crooked.server.assembly.Wiring;
import crooked.server.doors.ssh.SshDoor;
import crooked.server.ports.audit.Trail;

/** A door that knows another door, a port and the assembly. */
interface PostgresDoor {
    SshDoor other();

    Trail port();

    Wiring assembly();
}
