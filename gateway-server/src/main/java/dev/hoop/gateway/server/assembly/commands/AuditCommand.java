package dev.hoop.gateway.server.assembly.commands;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.hoop.gateway.api.ErrorCode;
import dev.hoop.gateway.api.GatewayException;
import dev.hoop.gateway.server.trail.file.log.TrailKeys;
import dev.hoop.gateway.server.trail.file.record.CheckpointKey;
import dev.hoop.gateway.server.trail.file.record.MalformedLineException;
import dev.hoop.gateway.server.trail.file.verify.KeptRecordings;
import dev.hoop.gateway.server.trail.file.verify.RecordingsReport;
import dev.hoop.gateway.server.trail.file.verify.TrailReader;
import dev.hoop.gateway.server.trail.file.verify.TrailVerifier;
import dev.hoop.gateway.server.trail.file.verify.VerifyReport;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Reads and verifies a trail; needs its files only, and no gateway. */
@Command(
        name = "audit",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        synopsisSubcommandLabel = "COMMAND",
        description = "Verify and read the trail.")
public final class AuditCommand {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Command(
            name = "verify",
            mixinStandardHelpOptions = true,
            versionProvider = Version.class,
            description = "Check that a trail is what was written. Exits 0 when it is, 1 when it is not.",
            footer = {
                "Give --public-key from a copy that was made before: a key from the trail's own directory",
                "proves only that whoever changed the trail had no other key."
            })
    int verify(
            @Mixin TrailPlace place,
            @Option(names = "--public-key", paramLabel = "FILE", description = "the trail's checkpoint.pub") @Nullable
                    Path publicKey,
            @Option(
                            names = "--checkpoints",
                            paramLabel = "DIR",
                            description = "checkpoints kept elsewhere; may be given several times")
                    @Nullable
                    List<Path> witnesses,
            @Option(
                            names = "--recordings",
                            paramLabel = "DIR",
                            description =
                                    "the directory of the recordings: compare each with the digest it was closed under")
                    @Nullable
                    Path recordings,
            @Option(
                            names = "--recordings-since",
                            paramLabel = "DAY",
                            description =
                                    "recordings closed before this day, as 2026-01-31 in universal time, may be gone")
                    @Nullable
                    LocalDate since) {
        Path keyFile = publicKey == null ? TrailKeys.publicKey(place.directory()) : publicKey;
        try {
            CheckpointKey key = CheckpointKey.parse(Files.readString(keyFile, UTF_8));
            VerifyReport report = TrailVerifier.verify(
                    place.directory(), key, witnesses == null ? List.of() : witnesses, kept(recordings, since));
            print(report);
            if (publicKey == null) {
                out().println(
                                "  key from the trail's own directory; give --public-key to rule out that it was replaced");
            }
            return report.sound() ? 0 : 1;
        } catch (MalformedLineException e) {
            throw failure("%s is no public key of a trail: %s".formatted(keyFile, e.getMessage()));
        } catch (IOException e) {
            throw failure("cannot read %s; give the trail with --dir and its key with --public-key"
                    .formatted(e.getMessage()));
        }
    }

    @Command(
            name = "show",
            mixinStandardHelpOptions = true,
            versionProvider = Version.class,
            description = "Print records.")
    int show(
            @Mixin TrailPlace place,
            @Mixin TrailFilter filter,
            @Option(names = "--json", description = "one JSON object per line, as in the files") boolean json) {
        try {
            PrintWriter out = out();
            TrailReader.read(place.directory(), line -> {
                if (filter.takes(line)) {
                    out.println(json ? line.text() : TrailText.of(line));
                }
            });
            out.flush();
            return 0;
        } catch (MalformedLineException e) {
            throw failure(e.getMessage());
        } catch (IOException e) {
            throw failure("cannot read %s; give the trail with --dir".formatted(e.getMessage()));
        }
    }

    private static Optional<KeptRecordings> kept(@Nullable Path recordings, @Nullable LocalDate since) {
        if (recordings == null) {
            if (since != null) {
                throw failure("--recordings-since says how long recordings are kept; say with --recordings where");
            }
            return Optional.empty();
        }
        if (!Files.isDirectory(recordings)) {
            throw failure("%s, given with --recordings, is no directory".formatted(recordings));
        }
        return Optional.of(new KeptRecordings(
                recordings,
                since == null ? Instant.MIN : since.atStartOfDay(ZoneOffset.UTC).toInstant()));
    }

    private void print(VerifyReport report) {
        PrintWriter out = out();
        out.printf("%s: %s%n", report.origin(), report.sound() ? "sound" : "NOT what was written");
        out.printf(
                "  %d records in %d segments; signed up to %d by %d checkpoints%n",
                report.records(), report.segments(), report.signed(), report.checkpoints());
        if (report.unsigned() > 0) {
            out.printf("  %d records at the end are not signed yet%n", report.unsigned());
        }
        if (report.tornBytes() > 0) {
            out.printf(
                    "  %d bytes after the last whole record: being written, or torn off by a crash%n",
                    report.tornBytes());
        }
        if (report.cuts() > 0) {
            out.printf("  %d times a start found a torn end, cut it away and said so%n", report.cuts());
        }
        if (report.erased() > 0) {
            out.printf("  %d bodies are erased%n", report.erased());
        }
        if (report.openCount() > 0) {
            out.printf("  %d intents have no outcome; these statements may have happened:%n", report.openCount());
            report.open().forEach(open -> out.printf("    %s%n", ApprovalsCommand.visible(open)));
        }
        report.recordings().ifPresent(this::print);
        report.problems().forEach(problem -> out.printf("  PROBLEM: %s%n", ApprovalsCommand.visible(problem)));
        if (report.problemCount() > report.problems().size()) {
            out.printf(
                    "  and %d problems more%n",
                    report.problemCount() - report.problems().size());
        }
        out.flush();
    }

    private void print(RecordingsReport recordings) {
        PrintWriter out = out();
        out.printf("  %d recordings are what was closed%n", recordings.whole());
        if (recordings.gone() > 0) {
            out.printf("  %d recordings from before the day given are not there%n", recordings.gone());
        }
        if (recordings.unwritten() > 0) {
            out.printf(
                    "  %d sessions have no recording: they began just now, or their gateway died then%n",
                    recordings.unwritten());
        }
        if (recordings.openCount() > 0) {
            out.printf(
                    "  %d recordings were not closed; their sessions still run, or their gateway died:%n",
                    recordings.openCount());
            recordings.open().forEach(open -> out.printf("    %s%n", ApprovalsCommand.visible(open)));
        }
    }

    private static GatewayException failure(@Nullable String why) {
        return new GatewayException(ErrorCode.INVALID_REQUEST, why == null ? "the trail cannot be read" : why);
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }
}
