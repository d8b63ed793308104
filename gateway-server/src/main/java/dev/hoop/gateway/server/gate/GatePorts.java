package dev.hoop.gateway.server.gate;

import dev.hoop.gateway.engine.masking.MaskTools;
import dev.hoop.gateway.server.ports.approvals.Approvals;
import dev.hoop.gateway.server.ports.audit.AuditTrail;
import dev.hoop.gateway.server.ports.audit.SessionArchive;
import dev.hoop.gateway.server.ports.identity.Identities;
import dev.hoop.gateway.server.ports.targets.Connector;
import java.util.Map;

/** What the gate stands on. Connectors are named by the target type they serve. */
public record GatePorts(
        Identities identities,
        AuditTrail audit,
        SessionArchive archive,
        Approvals approvals,
        Map<String, Connector> connectors,
        MaskTools maskTools,
        Roles roles) {
    public GatePorts {
        connectors = Map.copyOf(connectors);
    }
}
