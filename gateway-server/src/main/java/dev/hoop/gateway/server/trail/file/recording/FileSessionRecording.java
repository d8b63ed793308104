package dev.hoop.gateway.server.trail.file.recording;

import dev.hoop.gateway.api.value.Column;
import dev.hoop.gateway.api.wire.WireWriter;
import dev.hoop.gateway.engine.AuditReceipt;
import dev.hoop.gateway.engine.Claim;
import dev.hoop.gateway.engine.CommandRun;
import dev.hoop.gateway.engine.Rows;
import dev.hoop.gateway.engine.StatementFacts;
import dev.hoop.gateway.engine.TaskId;
import dev.hoop.gateway.engine.command.CommandFacts;
import dev.hoop.gateway.engine.command.FileUse;
import dev.hoop.gateway.engine.policy.Allowed;
import dev.hoop.gateway.engine.policy.Verdict;
import dev.hoop.gateway.server.ports.audit.AuditUnavailableException;
import dev.hoop.gateway.server.ports.audit.Durability;
import dev.hoop.gateway.server.ports.audit.Outcome;
import dev.hoop.gateway.server.ports.audit.SessionOpening;
import dev.hoop.gateway.server.ports.audit.SessionRecording;
import dev.hoop.gateway.server.trail.file.record.JsonWriter;
import dev.hoop.gateway.server.trail.file.record.ParameterTrace;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One session's recording in an encrypted file. */
final class FileSessionRecording implements SessionRecording {
    private static final Logger LOG = LoggerFactory.getLogger(FileSessionRecording.class);
    private static final List<String> OF_FILES = List.of("read_bytes", "written_bytes", "kept_bytes", "content_sha256");

    private final RecordingOptions options;
    private final ParameterTrace parameters;
    private final RecordingWriter writer;
    private final EndedRecordings ended;
    private final Consumer<ClosedRecording> onClose;
    private final Map<String, StreamPieces> streams = new HashMap<>();
    private final StreamPieces gateway;
    private final Forms.Writer forms = new Forms.Writer();
    private boolean closed;

    FileSessionRecording(
            SessionOpening opening,
            RecordingOptions options,
            ParameterTrace parameters,
            RecordingWriter writer,
            EndedRecordings ended,
            Consumer<ClosedRecording> onClose) {
        this.options = options;
        this.parameters = parameters;
        this.writer = writer;
        this.ended = ended;
        this.onClose = onClose;
        this.gateway = new StreamPieces(options.streamBytes());
        writer.add(writer.line("opened")
                .text("session", opening.session().value())
                .text("subject", opening.subject().name().value())
                .text("target", opening.target().value())
                .text("door", opening.door())
                .text("task", opening.task().map(TaskId::value).orElse(""))
                .text("at", opening.at().toString())
                .text("peer", opening.peer()));
        writer.flushLater(); // with the first statement, if that comes soon
    }

    @Override
    public void judged(Claim claim, Verdict verdict) {
        JsonWriter line = executed(text(writer.line("judged"), claim), claim).text("rule", verdict.rule());
        writer.add(verdict.match(
                allowed -> line.text("verdict", "allowed"),
                held -> line.text("verdict", "held").text("why", held.why()).texts("approvers", held.approvers()),
                denied -> line.text("verdict", "denied")
                        .number("code", denied.code().number())
                        .text("why", denied.why())
                        .text("how", denied.how())
                        .texts("paths", denied.paths())));
        writer.flush();
    }

    @Override
    public void began(Allowed allowed, AuditReceipt receipt, Durability durability) {
        JsonWriter line = executed(repeatable(allowed.claim()), allowed.claim())
                .number("seq", receipt.sequence())
                .text("verdict", "allowed")
                .text("rule", allowed.rule());
        allowed.claim()
                .approval()
                .ifPresent(approval -> line.text("request", approval.requestId())
                        .texts(
                                "approved_by",
                                approval.approvers().stream()
                                        .map(name -> name.value())
                                        .toList()));
        writer.add(line);
        if (durability == Durability.STRICT || allowed.claim().facts().command().isPresent()) {
            writer.flush();
        } else {
            writer.flushLater(); // the intent in the trail says the same, and is with the operating system already
        }
    }

    @Override
    public Rows tap(AuditReceipt receipt, Rows masked) {
        List<Column> columns = masked.columns();
        writer.add(described(of("columns", receipt), columns));
        return new TappedRows(masked, keeper(receipt, columns.size()), options);
    }

    /** A statement that is repeated has the very same columns. */
    private JsonWriter described(JsonWriter line, List<Column> columns) {
        return forms.write(
                line,
                columns,
                "",
                form -> form.texts("labels", columns.stream().map(Column::label).toList())
                        .texts("types", columns.stream().map(Column::typeName).toList())
                        .texts(
                                "masked",
                                columns.stream()
                                        .filter(column -> column.has(Column.TRAIT_MASKED))
                                        .map(Column::label)
                                        .toList()));
    }

    private Kept.Keeper keeper(AuditReceipt receipt, int columns) {
        return new Kept.Keeper() {
            @Override
            public void block(int rows, WireWriter block) {
                writer.add(
                        of(RecordedRows.TYPE, receipt)
                                .number("rows", rows)
                                .number("columns", columns)
                                .number("bytes", block.size()),
                        block.toByteArray(),
                        0,
                        block.size());
            }

            @Override
            public void end(long passed, long kept, String digest) {
                writer.add(of("rows", receipt)
                        .number("passed", passed)
                        .number("kept", kept)
                        .text("sha256", digest));
            }
        };
    }

    @Override
    public void wrote(AuditReceipt receipt, CommandRun.Stream stream, byte[] bytes, int offset, int length) {
        streams.computeIfAbsent(key(receipt, stream), key -> new StreamPieces(options.streamBytes()))
                .add(bytes, offset, length, (piece, from, count) -> {
                    output(receipt, stream, piece, from, count);
                    writer.flush();
                });
    }

    private static String key(AuditReceipt receipt, CommandRun.Stream stream) {
        return receipt.decision().value() + stream;
    }

    private void output(AuditReceipt receipt, CommandRun.Stream stream, byte[] bytes, int offset, int length) {
        output(of(RecordedOutput.TYPE, receipt).text("stream", stream.name()), bytes, offset, length);
    }

    private void output(JsonWriter line, byte[] bytes, int offset, int length) {
        writer.add(line.number("bytes", length), bytes, offset, length);
    }

    @Override
    public void showed(byte[] bytes, int offset, int length) {
        gateway.add(bytes, offset, length, this::shown);
    }

    private void shown(byte[] bytes, int offset, int length) {
        output(writer.line(RecordedOutput.TYPE).text("stream", "GATEWAY"), bytes, offset, length);
        writer.flush();
    }

    @Override
    public void typed(AuditReceipt receipt, String text) {
        writer.add(of("input", receipt).text("data", text));
        writer.flush();
    }

    @Override
    public void content(AuditReceipt receipt, long at, byte[] bytes, int offset, int length) {
        ByteBuffer base64 = Base64.getEncoder().encode(ByteBuffer.wrap(bytes, offset, length));
        writer.add(of("content", receipt)
                .number("at", at)
                .text("base64", StandardCharsets.US_ASCII.decode(base64).toString()));
        writer.flush();
    }

    @Override
    public void terminal(AuditReceipt receipt, int columns, int rows) {
        writer.add(of("terminal", receipt).number("columns", columns).number("rows", rows));
        writer.flush();
    }

    @Override
    public void ended(AuditReceipt receipt, Outcome outcome) {
        for (CommandRun.Stream stream : CommandRun.Stream.values()) {
            StreamPieces pieces = streams.remove(key(receipt, stream));
            if (pieces != null) {
                pieces.end((piece, from, count) -> output(receipt, stream, piece, from, count));
            }
        }
        JsonWriter line = of("ended", receipt)
                .text("effect", outcome.effect().name())
                .number("code", outcome.error())
                .text("sqlstate", outcome.sqlState())
                .number("returned", outcome.rowsReturned())
                .number("affected", outcome.rowsAffected())
                .texts("content_masked", outcome.contentMaskedWords())
                .number("took_us", outcome.took().toNanos() / 1000)
                .text("exit", outcome.remarks().getOrDefault("exit", ""));
        for (String remark : OF_FILES) {
            if (outcome.remarks().containsKey(remark)) {
                line.text(remark, outcome.remarks().get(remark));
            }
        }
        writer.add(line);
        writer.flushLater();
    }

    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        try {
            gateway.end(this::shown);
            writer.add(writer.line("closed"));
            writer.close();
            ended.add(this::secure);
        } catch (AuditUnavailableException e) {
            abandon(e);
        }
    }

    private void secure() {
        try {
            onClose.accept(writer.secure());
        } catch (AuditUnavailableException e) {
            abandon(e);
        }
    }

    private void abandon(AuditUnavailableException why) {
        writer.abandon();
        LOG.atError().setCause(why).log("a recording ends before its session did");
    }

    private JsonWriter of(String type, AuditReceipt receipt) {
        return writer.line(type).text("decision", receipt.decision().value());
    }

    /** One whole name in each line. */
    private static String touched(StatementFacts facts) {
        return facts.objects().stream()
                .map(use -> use.object().toString())
                .distinct()
                .sorted()
                .collect(Collectors.joining("\n"));
    }

    private static JsonWriter text(JsonWriter line, Claim claim) {
        return line.text("text", claim.statement().text()).text("touches", touched(claim.facts()));
    }

    /** A statement that is repeated has the very same facts. */
    private JsonWriter repeatable(Claim claim) {
        return forms.write(
                writer.line("began"), claim.facts(), claim.statement().text(), form -> text(form, claim));
    }

    private JsonWriter executed(JsonWriter line, Claim claim) {
        return operation(claim.facts(), line)
                .text("decision", claim.id().value())
                .number("executions", claim.statement().rows().size())
                .json(
                        "parameters",
                        parameters.listed(
                                claim.statement().rows(), claim.facts().parameters()));
    }

    /** Of file transfer, what is done and where. */
    private static JsonWriter operation(StatementFacts facts, JsonWriter line) {
        List<FileUse> files = facts.command().map(CommandFacts::files).orElse(List.of());
        if (files.isEmpty() || files.get(0).origin() != FileUse.Origin.TRANSFER) {
            return line;
        }
        line.text("operation", files.get(0).operation().name().toLowerCase(Locale.ROOT))
                .text("path", files.get(0).path().path().toString());
        return files.size() > 1 ? line.text("other", files.get(1).path().path().toString()) : line;
    }
}
