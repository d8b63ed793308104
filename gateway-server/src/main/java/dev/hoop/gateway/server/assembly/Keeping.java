package dev.hoop.gateway.server.assembly;

import dev.hoop.gateway.server.assembly.configuration.Configuration;
import dev.hoop.gateway.server.ports.audit.AuditTrail;
import dev.hoop.gateway.server.ports.audit.SessionArchive;
import dev.hoop.gateway.server.ports.credentials.Credentials;
import dev.hoop.gateway.server.stores.StateDatabase;
import dev.hoop.gateway.server.trail.file.FileAuditTrail;
import dev.hoop.gateway.server.trail.file.log.LogOptions;
import dev.hoop.gateway.server.trail.file.recording.FileSessionArchive;
import dev.hoop.gateway.server.trail.file.recording.RecordingOptions;
import java.time.Clock;

/** Opens what keeps: the trail and the state, where the configuration says. */
final class Keeping {
    private Keeping() {}

    static AuditTrail trail(Configuration configuration, DataDirectory data, Clock clock) {
        LogOptions usual = LogOptions.in(data.trail());
        LogOptions log = new LogOptions(
                usual.directory(), usual.keys(), configuration.witnesses(), usual.deadline(), usual.segmentBytes());
        RecordingOptions recordings = RecordingOptions.in(data.recordings());
        Configuration.Recordings kept = configuration.recordings();
        return FileAuditTrail.open(
                log,
                new RecordingOptions(
                        recordings.directory(), recordings.masterKey(), kept.rows(), kept.bytes(), recordings.digest()),
                clock);
    }

    static SessionArchive archive(DataDirectory data) {
        return new FileSessionArchive(RecordingOptions.in(data.recordings()));
    }

    static StateDatabase state(Configuration configuration, DataDirectory data, Credentials credentials) {
        if (configuration.store().isEmpty()) {
            return StateDatabase.embedded(data.root());
        }
        Configuration.Store store = configuration.store().get();
        Credentials.Secret secret = credentials.lease(store.credential());
        return StateDatabase.shared(store.url(), secret.user(), secret.password());
    }
}
