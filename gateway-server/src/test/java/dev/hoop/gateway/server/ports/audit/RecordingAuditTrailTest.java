package dev.hoop.gateway.server.ports.audit;

import java.util.List;

/** The fake keeps the contract, so that tests which use it prove something. */
final class RecordingAuditTrailTest extends AuditTrailContract {
    @Override
    protected AuditTrail open() {
        return new RecordingAuditTrail();
    }

    @Override
    protected List<String> kinds(AuditTrail closed) {
        return ((RecordingAuditTrail) closed).kinds();
    }
}
