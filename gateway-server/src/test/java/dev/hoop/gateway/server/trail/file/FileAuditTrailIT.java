package dev.hoop.gateway.server.trail.file;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hoop.gateway.server.ports.audit.AuditTrail;
import dev.hoop.gateway.server.ports.audit.AuditTrailContract;
import dev.hoop.gateway.server.ports.audit.Claims;
import dev.hoop.gateway.server.ports.audit.Durability;
import dev.hoop.gateway.server.trail.file.log.LogOptions;
import dev.hoop.gateway.server.trail.file.recording.RecordingOptions;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The trail in files keeps the contract of its port. */
final class FileAuditTrailIT extends AuditTrailContract {
    @TempDir
    private Path directory;

    @Override
    protected AuditTrail open() {
        return FileAuditTrail.open(
                LogOptions.in(directory.resolve("trail")),
                RecordingOptions.in(directory.resolve("recordings")),
                InstantSource.system());
    }

    @Override
    protected List<String> kinds(AuditTrail closed) {
        return TrailFiles.kinds(directory.resolve("trail"));
    }

    @Test
    void valuesOfParametersAreNowhereInTheFiles() throws Exception {
        AuditTrail trail = open2();
        trail.intent(
                Claims.allowed(
                        "SELECT * FROM customers WHERE ssn = ?",
                        new dev.hoop.gateway.api.value.Value.Text(Claims.SECRET)),
                Durability.STRICT);
        trail.close();

        assertThat(TrailFiles.records(directory.resolve("other")))
                .anyMatch(record -> record.text().contains("\"column\":\"public.customers.ssn\""))
                .noneMatch(record -> record.text().contains(Claims.SECRET));
    }

    private AuditTrail open2() {
        return FileAuditTrail.open(
                LogOptions.in(directory.resolve("other")),
                RecordingOptions.in(directory.resolve("recordings")),
                InstantSource.system());
    }
}
