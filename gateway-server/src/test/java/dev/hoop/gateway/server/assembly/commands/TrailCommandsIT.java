package dev.hoop.gateway.server.assembly.commands;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hoop.gateway.api.Effect;
import dev.hoop.gateway.engine.AuditReceipt;
import dev.hoop.gateway.engine.SessionId;
import dev.hoop.gateway.engine.policy.Allowed;
import dev.hoop.gateway.server.ports.audit.Claims;
import dev.hoop.gateway.server.ports.audit.Durability;
import dev.hoop.gateway.server.ports.audit.Outcome;
import dev.hoop.gateway.server.ports.audit.SessionRecording;
import dev.hoop.gateway.server.trail.file.FileAuditTrail;
import dev.hoop.gateway.server.trail.file.log.LogOptions;
import dev.hoop.gateway.server.trail.file.record.Segments;
import dev.hoop.gateway.server.trail.file.recording.RecordingFiles;
import dev.hoop.gateway.server.trail.file.recording.RecordingOptions;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The commands that read a trail, as an auditor types them. */
final class TrailCommandsIT {
    @TempDir
    private Path directory;

    private final StringWriter output = new StringWriter();

    @BeforeEach
    void writeTrail() {
        FileAuditTrail trail = FileAuditTrail.open(
                LogOptions.in(directory.resolve("trail")),
                RecordingOptions.in(directory.resolve("recordings")),
                InstantSource.system());
        SessionRecording recording = trail.recording(Claims.opening(Claims.SESSION));
        Allowed allowed = Claims.allowed("SELECT '\u001b[2J' FROM customers");
        AuditReceipt receipt = trail.intent(allowed, Durability.STRICT);
        recording.began(allowed, receipt, Durability.STRICT);
        Outcome outcome = new Outcome(Effect.APPLIED, 0, "", 1, -1, Duration.ofMillis(3));
        recording.ended(receipt, outcome);
        trail.outcome(receipt, outcome);
        trail.intent(Claims.allowed(Claims.claim(new SessionId("07e4"), "SELECT 2")), Durability.STRICT);
        trail.refusal(Claims.claim("DROP TABLE customers"), Claims.denied());
        recording.close();
        trail.close();
    }

    @Test
    void soundTrailExitsZeroWithASummary() {
        assertThat(run("audit", "verify")).isZero();
        assertThat(output.toString()).contains(": sound", "1 intents have no outcome", "records in 1 segments");
    }

    @Test
    void changedTrailExitsOneAndNamesTheRecord() throws Exception {
        Path segment = Segments.list(directory.resolve("trail")).get(0);
        Files.writeString(segment, Files.readString(segment, UTF_8).replace("no-drop", "no-dorp"), UTF_8);

        assertThat(run("audit", "verify")).isEqualTo(1);
        assertThat(output.toString()).contains("NOT what was written", "PROBLEM: record 5");
    }

    @Test
    void recordingsAreComparedWhereOneSaysWhereTheyAre() throws Exception {
        String recordings = directory.resolve("recordings").toString();

        assertThat(run("audit", "verify", "--recordings", recordings)).isZero();
        assertThat(output.toString()).contains(": sound", "1 recordings are what was closed");
        output.getBuffer().setLength(0);

        Files.delete(
                RecordingFiles.find(directory.resolve("recordings"), "5e5510").orElseThrow());
        assertThat(run("audit", "verify", "--recordings", recordings)).isEqualTo(1);
        assertThat(output.toString()).contains("PROBLEM: the recording of session 5e5510 is gone");
        output.getBuffer().setLength(0);

        assertThat(run("audit", "verify", "--recordings", recordings, "--recordings-since", "2999-01-01"))
                .isZero();
        assertThat(output.toString()).contains(": sound", "1 recordings from before the day given are not there");
    }

    @Test
    void placeWithoutRecordingsAndADayWithoutAPlaceAreRefused() {
        String nowhere = directory.resolve("nowhere").toString();

        assertThat(run("audit", "verify", "--recordings", nowhere)).isNotZero();
        assertThat(run("audit", "verify", "--recordings-since", "2026-01-01")).isNotZero();
    }

    @Test
    void recordsOfASessionAreShownWithTheirOutcomesAndNoOthers() {
        assertThat(run("audit", "show", "--session", "5e5510")).isZero();
        assertThat(output.toString())
                .contains("intent", "outcome", "refusal", "no-drop")
                .doesNotContain("SELECT 2");
    }

    @Test
    void recordsCanBeFilteredByRuleKindAndTime() {
        assertThat(run("audit", "show", "--rule", "no-drop", "--kind", "refusal", "--since", "2000-01-01"))
                .isZero();
        assertThat(output.toString().lines().filter(line -> line.contains("refusal")))
                .hasSize(1);
        assertThat(output.toString()).doesNotContain("intent");
    }

    @Test
    void terminalOfTheReaderObeysNothingThatWasRecorded() {
        assertThat(run("audit", "show")).isZero();
        assertThat(run("replay", "5e5510")).isZero();
        assertThat(output.toString()).contains("\\u{1b}[2J").doesNotContain("\u001b");
    }

    @Test
    void replayJumpsToAMarkerAndListsThem() {
        assertThat(run("replay", "--markers", "5e5510")).isZero();
        assertThat(output.toString()).contains("   1 ", "allowed", "SELECT").doesNotContain("applied");
        output.getBuffer().setLength(0);
        assertThat(run("replay", "--marker", "1", "5e5510")).isZero();
        assertThat(output.toString()).contains("SELECT", "applied").doesNotContain("session 5e5510:");
        output.getBuffer().setLength(0);
        assertThat(run("replay", "--marker", "2", "5e5510")).isNotZero();
    }

    @Test
    void replayShowsStatementsVerdictsAndOutcomes() {
        assertThat(run("replay", "5e5510")).isZero();
        assertThat(output.toString())
                .contains("session 5e5510: sue at orders", "allowed by support-reads", "→ applied", "session closed");
    }

    private int run(String... words) {
        String command = words[0];
        CommandLine line = new CommandLine(command.equals("audit") ? new AuditCommand() : new ReplayCommand());
        line.setOut(new PrintWriter(output));
        String[] rest = java.util.Arrays.copyOfRange(words, 1, words.length + 2);
        rest[rest.length - 2] = "--dir";
        rest[rest.length - 1] = directory
                .resolve(command.equals("audit") ? "trail" : "recordings")
                .toString();
        return line.execute(rest);
    }
}
