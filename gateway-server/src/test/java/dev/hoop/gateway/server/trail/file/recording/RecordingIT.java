package dev.hoop.gateway.server.trail.file.recording;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.errorprone.annotations.Var;
import dev.hoop.gateway.api.Effect;
import dev.hoop.gateway.api.value.Column;
import dev.hoop.gateway.api.value.Value;
import dev.hoop.gateway.api.wire.RowWriter;
import dev.hoop.gateway.api.wire.WireWriter;
import dev.hoop.gateway.engine.AuditReceipt;
import dev.hoop.gateway.engine.CommandRun;
import dev.hoop.gateway.engine.Rows;
import dev.hoop.gateway.engine.SessionId;
import dev.hoop.gateway.engine.policy.Allowed;
import dev.hoop.gateway.server.ports.audit.AuditUnavailableException;
import dev.hoop.gateway.server.ports.audit.Claims;
import dev.hoop.gateway.server.ports.audit.Durability;
import dev.hoop.gateway.server.ports.audit.Outcome;
import dev.hoop.gateway.server.ports.audit.SessionRecording;
import dev.hoop.gateway.server.trail.file.record.MalformedLineException;
import dev.hoop.gateway.server.trail.file.record.ParameterTrace;
import dev.hoop.gateway.server.trail.file.record.TrailHasher;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Recordings: what is kept, and that it can be neither read nor changed without the key. */
final class RecordingIT {
    private static final Outcome DONE = new Outcome(Effect.APPLIED, 0, "", 3, -1, Duration.ofMillis(4));
    private static final SessionId SESSION = new SessionId("ab12");

    @TempDir
    private Path directory;

    private final List<ClosedRecording> closed = new CopyOnWriteArrayList<>();
    private final List<FileRecorder> recorders = new ArrayList<>();

    @AfterEach
    void close() {
        recorders.forEach(FileRecorder::close);
    }

    @Test
    void whatTheSubjectSawIsReadBackInOrder() throws Exception {
        try (SessionRecording recording = begin(RecordingOptions.in(directory))) {
            statement(recording, ListRows.numbered(3));
            recording.judged(Claims.claim("DROP TABLE customers"), Claims.denied());
        }

        List<JsonNode> lines = read();
        assertThat(types(lines))
                .containsExactly(
                        "opened", "began", "columns", "row", "row", "row", "rows", "ended", "judged", "closed");
        assertThat(lines.get(1).path("text").asString()).isEqualTo("SELECT id, name FROM customers");
        assertThat(lines.get(3).path("cells").toString()).isEqualTo("[\"0\",\"name 0\"]");
        assertThat(lines.get(8).path("rule").asString()).isEqualTo("no-drop");
    }

    @Test
    void rowsBeyondTheCapPassAndAreCountedAndDigestedButNotKept() throws Exception {
        WireWriter passed = new WireWriter();
        try (SessionRecording recording = begin(RecordingOptions.in(directory))) {
            passed = statement(recording, ListRows.numbered(250));
        }

        List<JsonNode> lines = read();
        JsonNode end = lines.get(types(lines).indexOf("rows"));
        assertThat(types(lines).stream().filter("row"::equals)).hasSize(100);
        assertThat(end.path("passed").asLong()).isEqualTo(250);
        assertThat(end.path("kept").asLong()).isEqualTo(100);
        assertThat(end.path("sha256").asString())
                .isEqualTo(HexFormat.of().formatHex(TrailHasher.sha256().digest(passed.toByteArray())));
    }

    @Test
    void wideRowsAreKeptUpToTheByteCap() throws Exception {
        List<List<Value>> wide = new ArrayList<>();
        for (int i = 0; i < 90; i++) {
            wide.add(List.of(new Value.Text("x".repeat(3000))));
        }
        try (SessionRecording recording = begin(RecordingOptions.in(directory))) {
            statement(recording, new ListRows(List.of("wide"), wide));
        }

        assertThat(types(read()).stream().filter("row"::equals)).hasSize(22);
    }

    @Test
    void readerThatStopsEarlyLeavesWhatItSaw() throws Exception {
        ListRows rows = ListRows.numbered(10);
        try (SessionRecording recording = begin(RecordingOptions.in(directory))) {
            Rows tapped = recording.tap(receipt(Claims.allowed("SELECT 1")), rows);
            tapped.next();
            tapped.read(0, new RowWriter(new WireWriter()));
            tapped.close();
        }

        assertThat(rows.closed()).isTrue();
        assertThat(types(read())).containsExactly("opened", "columns", "row", "rows", "closed");
    }

    @Test
    void everyKindOfValueIsReadBackAsText() throws Exception {
        ListRows rows = new ListRows(
                List.of("a", "b", "c", "d", "e", "f"),
                List.of(List.of(
                        new Value.Null(),
                        new Value.Decimal(new BigDecimal("1.50")),
                        new Value.Bytes(new byte[] {1, 2}),
                        new Value.Array("text", List.of(new Value.Text("x\"y"), new Value.Null())),
                        new Value.Text("two\nlines é 😀"),
                        new Value.Int64(-7))));
        try (SessionRecording recording = begin(RecordingOptions.in(directory))) {
            statement(recording, rows);
        }

        assertThat(rowsOf(read()))
                .containsExactly(
                        "[null,\"1.50\",\"0x0102\",\"[\\\"x\\\\\\\"y\\\",null]\",\"two\\nlines é 😀\",\"-7\"]");
    }

    @Test
    void longValuesAreKeptShortened() throws Exception {
        ListRows rows = new ListRows(
                List.of("text", "bytes"),
                List.of(List.of(new Value.Text("x".repeat(5000)), new Value.Bytes(new byte[5000]))));
        try (SessionRecording recording = begin(RecordingOptions.in(directory))) {
            statement(recording, rows);
        }

        assertThat(rowsOf(read()))
                .containsExactly("[\"" + "x".repeat(4096) + "… (5000 characters)\",\"0x" + "00".repeat(32)
                        + "… (5000 bytes)\"]");
    }

    @Test
    void cellThatWasNotReadLeavesItsPlaceEmpty() throws Exception {
        try (SessionRecording recording = begin(RecordingOptions.in(directory))) {
            Rows tapped = recording.tap(receipt(Claims.allowed("SELECT 1")), ListRows.numbered(2));
            tapped.next();
            tapped.read(1, new RowWriter(new WireWriter()));
            tapped.next();
            tapped.read(0, new RowWriter(new WireWriter()));
            tapped.close();
        }

        assertThat(rowsOf(read())).containsExactly("[null,\"name 0\"]", "[\"1\",null]");
    }

    @Test
    void sinkThatIsNoWriterOfCellsGetsWhatWasRecorded() throws Exception {
        List<String> seen = new ArrayList<>();
        try (SessionRecording recording = begin(RecordingOptions.in(directory))) {
            Rows tapped = recording.tap(receipt(Claims.allowed("SELECT 1")), ListRows.numbered(1));
            tapped.next();
            tapped.read(0, new CellText(seen::add));
            tapped.read(1, new CellText(seen::add));
            tapped.close();
        }

        assertThat(seen).containsExactly("0", "name 0");
    }

    @Test
    void textThatLooksLikeABlockIsOnlyText() throws Exception {
        String forged = "\n{\"type\":\"block\",\"rows\":1,\"columns\":1,\"bytes\":5}\n";
        try (SessionRecording recording = begin(RecordingOptions.in(directory))) {
            statement(recording, new ListRows(List.of(forged), List.of(List.of(new Value.Text(forged)))));
        }

        assertThat(types(read())).containsExactly("opened", "began", "columns", "row", "rows", "ended", "closed");
    }

    @Test
    void whatACommandShowsIsReadBackHoweverItWasCut() throws Exception {
        byte[] shown = "caf\u00e9 {\"type\":\"closed\"}\n\u001b[2J\u20ac\n".getBytes(UTF_8);
        try (SessionRecording recording = begin(RecordingOptions.in(directory))) {
            AuditReceipt receipt = receipt(Claims.allowed("SELECT 1"));
            for (int i = 0; i < shown.length; i++) {
                recording.wrote(receipt, CommandRun.Stream.OUTPUT, shown, i, 1);
            }
            recording.wrote(receipt, CommandRun.Stream.ERRORS, new byte[] {'!', (byte) 0xc3}, 0, 2);
            recording.showed(shown, 0, 5);
            recording.ended(receipt, DONE);
        }

        List<JsonNode> lines = read();
        assertThat(output(lines, "OUTPUT")).isEqualTo(new String(shown, UTF_8));
        assertThat(output(lines, "ERRORS")).isEqualTo("!\ufffd");
        assertThat(output(lines, "GATEWAY")).isEqualTo("caf\u00e9");
        assertThat(types(lines)).startsWith("opened", "output").endsWith("ended", "closed");
    }

    /** Bytes that are no text take no more room than they have, and are shown as the platform shows them. */
    @Test
    void whatIsNoTextIsKeptAsItIsUpToTheBoundOfItsStream() throws Exception {
        byte[] shown = new byte[200_000];
        new Random(13).nextBytes(shown);
        RecordingOptions usual = RecordingOptions.in(directory);
        RecordingOptions bounded = new RecordingOptions(
                directory, usual.masterKey(), 100, 64 * 1024, RecordingOptions.Digested.ALL_ROWS, 150_000);
        try (SessionRecording recording = begin(bounded)) {
            AuditReceipt receipt = receipt(Claims.allowed("SELECT 1"));
            for (int from = 0; from < shown.length; from += 20_000) {
                recording.wrote(receipt, CommandRun.Stream.OUTPUT, shown, from, 20_000);
            }
            recording.ended(receipt, DONE);
        }

        assertThat(output(read(), "OUTPUT"))
                .isEqualTo(new String(shown, 0, 150_000, UTF_8)
                        + "\n[the recording of this stream ends here; the trail has its length and digest]\n");
        assertThat(Files.size(file())).isBetween(150_000L, 155_000L);
    }

    private static String output(List<JsonNode> lines, String stream) {
        return lines.stream()
                .filter(line -> line.path("type").asString("").equals("output")
                        && line.path("stream").asString("").equals(stream))
                .map(line -> line.path("data").asString())
                .collect(Collectors.joining());
    }

    @Test
    void endOfAStatementIsWrittenThoughNobodyWaitsForIt() throws Exception {
        SessionRecording recording = begin(RecordingOptions.in(directory));
        statement(recording, ListRows.numbered(100));

        Instant deadline = Instant.now().plusSeconds(10);
        while (!types(read()).contains("ended") && Instant.now().isBefore(deadline)) {
            Thread.onSpinWait();
        }
        assertThat(types(read())).endsWith("rows", "ended");
        recording.close();
    }

    @Test
    void repeatedStatementsAndColumnsStandOnceInTheFileAndAreReadBackInEachLine() throws Exception {
        List<Allowed> statements = IntStream.range(0, 80)
                .mapToObj(i -> Claims.allowed("SELECT id, name, %d FROM customers".formatted(i)))
                .toList();
        List<List<Column>> columns = IntStream.range(0, 40)
                .mapToObj(i -> new ListRows(List.of("id", "name " + i), List.of()).columns())
                .toList();
        Random random = new Random(20261122);
        List<String> expected = new ArrayList<>();
        try (SessionRecording recording = begin(RecordingOptions.in(directory))) {
            for (int i = 0; i < 2_000; i++) {
                // few at a time, and others later
                int at = random.nextInt(1 + random.nextInt(random.nextInt(80) + 1));
                Allowed allowed = statements.get(at);
                recording.began(allowed, receipt(allowed), Durability.BOUNDED);
                expected.add(allowed.claim().statement().text() + " of public.customers");
                List<Column> described = columns.get(at / 2);
                recording.tap(receipt(allowed), new ListRows(described)).close();
                expected.add(described.stream().map(Column::label).toList().toString());
            }
        }

        List<String> said = read().stream()
                .flatMap(line -> switch (line.path("type").asString()) {
                    case "began" ->
                        Stream.of(line.path("text").asString() + " of "
                                + line.path("touches").asString());
                    case "columns" ->
                        Stream.of(StreamSupport.stream(line.path("labels").spliterator(), false)
                                .map(JsonNode::asString)
                                .toList()
                                .toString());
                    default -> Stream.empty();
                })
                .toList();
        assertThat(said).isEqualTo(expected);
        assertThat(read().toString()).doesNotContain("\"form\"", "\"like\"");
    }

    @Test
    void statementThatIsRepeatedLeavesLessBehind() throws Exception {
        Allowed allowed = Claims.allowed("SELECT " + "id, ".repeat(100) + "name FROM customers");
        List<Column> columns = ListRows.numbered(0).columns();
        try (SessionRecording recording = begin(RecordingOptions.in(directory))) {
            for (int i = 0; i < 1_000; i++) {
                recording.began(allowed, receipt(allowed), Durability.BOUNDED);
                recording.tap(receipt(allowed), new ListRows(columns)).close();
            }
        }

        assertThat(Files.size(file())).isLessThan(400 * 1_000);
        assertThat(read())
                .filteredOn(line -> line.path("text").asString("").contains("name FROM"))
                .hasSize(1_000);
    }

    @Test
    void lineThatIsLikeOneThatIsNotThereIsNotBelieved() throws Exception {
        assertThat(lines("{\"type\":\"began\",\"form\":3,\"text\":\"SELECT 1\"}\n{\"type\":\"began\",\"like\":3}\n"))
                .extracting(line -> line.path("text").asString())
                .containsExactly("SELECT 1", "SELECT 1");
        for (String forged : List.of(
                "{\"type\":\"began\",\"like\":3}\n",
                "{\"type\":\"began\",\"like\":\"x\"}\n",
                "{\"type\":\"began\",\"like\":-1}\n",
                "{\"type\":\"began\",\"form\":32,\"text\":\"SELECT 1\"}\n")) {
            assertThatThrownBy(() -> lines(forged)).as(forged).isInstanceOf(MalformedLineException.class);
        }
    }

    @Test
    void recordingsOfEarlierBuildsCanBeRead() throws Exception {
        write("hoop-recording/1", "{\"type\":\"began\",\"text\":\"SELECT 1\"}\n");
        assertThat(read()).extracting(line -> line.path("text").asString()).containsExactly("SELECT 1");

        write("hoop-recording/3", "{\"type\":\"began\",\"text\":\"SELECT 1\"}\n");
        assertThatThrownBy(this::read)
                .isInstanceOf(MalformedLineException.class)
                .hasMessageContaining("no recording this program can read");
    }

    /** What is read of these lines. */
    private List<JsonNode> lines(String plain) throws Exception {
        write(FileRecorder.FORMAT, plain);
        return read();
    }

    private void write(String format, String plain) throws Exception {
        if (recorders.isEmpty()) {
            begin(RecordingOptions.in(directory)).close(); // makes the key and the directories
        }
        byte[] key = new byte[AesGcm.KEY_BYTES];
        String wrapped = Base64.getEncoder()
                .encodeToString(MasterKey.read(RecordingFiles.key(directory)).wrap(key, SESSION.value()));
        try (OutputStream out = Files.newOutputStream(file())) {
            String head = "{\"format\":\"%s\",\"session\":\"%s\",\"key\":\"%s\"}\n"
                    .formatted(format, SESSION.value(), wrapped);
            new Frames.Writer(out, new AesGcm(key), head).write(plain.getBytes(UTF_8), Frames.Place.LAST);
        }
    }

    @Test
    void recordingThatOutlivesItsRecorderPutsNothingOff() throws Exception {
        FileRecorder recorder = recorder(RecordingOptions.in(directory));
        SessionRecording recording = recorder.begin(Claims.opening(SESSION));
        recorder.close();
        Allowed allowed = Claims.allowed("SELECT 1");

        recording.began(allowed, receipt(allowed), Durability.BOUNDED);

        assertThat(types(read())).containsExactly("opened", "began");
    }

    @Test
    void noSessionBeginsWhereItsFileCannotBeMade() throws Exception {
        FileRecorder recorder = recorder(RecordingOptions.in(directory));
        Path year = directory.resolve("2026");
        Files.writeString(year, "no directory");

        assertThatThrownBy(() -> recorder.begin(Claims.opening(SESSION)))
                .isInstanceOf(AuditUnavailableException.class)
                .hasMessageContaining("it is not opened");

        Files.delete(year);
        recorder.begin(Claims.opening(SESSION)).close();
        assertThat(isWholeAndUnchanged()).isTrue();
    }

    @Test
    void afterAFailureNoSessionBeginsUntilItsFileIsThere() throws Exception {
        FileRecorder recorder = recorder(RecordingOptions.in(directory));
        recorder.begin(Claims.opening(new SessionId("first"))).close();
        Path year = directory.resolve("2026");
        Path aside = Files.move(year, directory.resolve("aside"));
        Files.writeString(year, "no directory");

        SessionRecording unlucky = recorder.begin(Claims.opening(new SessionId("unlucky")));
        Allowed allowed = Claims.allowed("DELETE FROM customers WHERE id = 1");
        assertThatThrownBy(() -> unlucky.began(allowed, receipt(allowed), Durability.STRICT))
                .isInstanceOf(AuditUnavailableException.class);
        assertThatThrownBy(() -> recorder.begin(Claims.opening(SESSION)))
                .isInstanceOf(AuditUnavailableException.class)
                .hasMessageContaining("it is not opened");

        Files.delete(year);
        Files.move(aside, year);
        recorder.begin(Claims.opening(SESSION)).close();
        unlucky.close();
        close();
        assertThat(closed.stream().map(each -> each.opening().session().value()))
                .containsExactlyInAnyOrder("first", SESSION.value());
    }

    @Test
    void nothingOfASessionCanBeReadInTheFile() throws Exception {
        try (SessionRecording recording = begin(RecordingOptions.in(directory))) {
            statement(recording, ListRows.numbered(3));
        }

        assertThat(Files.readString(file(), ISO_8859_1)).doesNotContain("SELECT", "customers", "name 0", "sue");
    }

    @Test
    void parameterValuesAreNotKept() throws Exception {
        try (SessionRecording recording = begin(RecordingOptions.in(directory))) {
            Allowed allowed = Claims.allowed("SELECT 1 WHERE ssn = ?", new Value.Text(Claims.SECRET));
            recording.began(allowed, receipt(allowed), Durability.STRICT);
        }

        assertThat(read().toString()).contains("public.customers.ssn").doesNotContain(Claims.SECRET);
    }

    @Test
    void everyChangedByteIsSeen() throws Exception {
        try (SessionRecording recording = begin(RecordingOptions.in(directory))) {
            statement(recording, ListRows.numbered(2));
        }
        byte[] whole = Files.readAllBytes(file());
        for (int i = 0; i < whole.length; i += 7) {
            byte[] changed = whole.clone();
            changed[i] ^= 1;
            Files.write(file(), changed);

            assertThat(isWholeAndUnchanged()).as("byte %d changed", i).isFalse();
        }
    }

    @Test
    void everyTruncationIsSeen() throws Exception {
        try (SessionRecording recording = begin(RecordingOptions.in(directory))) {
            statement(recording, ListRows.numbered(2));
        }
        byte[] whole = Files.readAllBytes(file());
        for (int length = 0; length < whole.length; length += 5) {
            Files.write(file(), Arrays.copyOf(whole, length));

            assertThat(isWholeAndUnchanged()).as("cut to %d bytes", length).isFalse();
        }
    }

    @Test
    void recordingOfOneSessionCannotStandInForAnothers() throws Exception {
        begin(RecordingOptions.in(directory)).close();
        String moved = Files.readString(file(), ISO_8859_1).replace("\"session\":\"ab12\"", "\"session\":\"ab13\"");
        Files.writeString(file(), moved, ISO_8859_1);

        assertThatThrownBy(this::read).isInstanceOf(MalformedLineException.class);
    }

    @Test
    void recordingThatWasNotClosedSaysSo() throws Exception {
        SessionRecording recording = begin(RecordingOptions.in(directory));
        statement(recording, ListRows.numbered(1));

        assertThat(readInto(new ArrayList<>())).isEqualTo(RecordingReader.Ending.OPEN);
        recording.close();
        assertThat(readInto(new ArrayList<>())).isEqualTo(RecordingReader.Ending.CLOSED);
    }

    @Test
    void digestOfTheFileIsHandedToTheTrail() throws Exception {
        begin(RecordingOptions.in(directory)).close();

        close(); // the trail hears of it a moment later otherwise

        assertThat(closed).hasSize(1);
        assertThat(closed.get(0).sha256())
                .isEqualTo(HexFormat.of().formatHex(TrailHasher.sha256().digest(Files.readAllBytes(file()))));
    }

    @Test
    void sessionIdThatIsAPathIsRefused() {
        assertThatThrownBy(() -> recorder(RecordingOptions.in(directory))
                        .begin(Claims.opening(new SessionId("../../etc/passwd"))))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private WireWriter statement(SessionRecording recording, Rows rows) {
        Allowed allowed = Claims.allowed("SELECT id, name FROM customers");
        AuditReceipt receipt = receipt(allowed);
        recording.began(allowed, receipt, Durability.STRICT);
        WireWriter passed = new WireWriter();
        RowWriter sink = new RowWriter(passed);
        try (Rows tapped = recording.tap(receipt, rows)) {
            while (tapped.next()) {
                for (int i = 0; i < tapped.columns().size(); i++) {
                    tapped.read(i, sink);
                }
            }
        }
        recording.ended(receipt, DONE);
        return passed;
    }

    private static AuditReceipt receipt(Allowed allowed) {
        return new AuditReceipt(allowed.claim().id(), 7);
    }

    private SessionRecording begin(RecordingOptions options) {
        return recorder(options).begin(Claims.opening(SESSION));
    }

    private FileRecorder recorder(RecordingOptions options) {
        FileRecorder recorder =
                new FileRecorder(options, new ParameterTrace(new byte[32]), InstantSource.system(), closed::add);
        recorders.add(recorder);
        return recorder;
    }

    private Path file() throws Exception {
        return RecordingFiles.find(directory, SESSION.value()).orElseThrow();
    }

    private boolean isWholeAndUnchanged() throws Exception {
        @Var boolean unchanged = false;
        try {
            unchanged = readInto(new ArrayList<>()) == RecordingReader.Ending.CLOSED;
        } catch (MalformedLineException e) {
            return false;
        }
        return unchanged;
    }

    private List<JsonNode> read() throws Exception {
        List<JsonNode> lines = new ArrayList<>();
        readInto(lines);
        return lines;
    }

    private RecordingReader.Ending readInto(List<JsonNode> lines) throws Exception {
        return RecordingReader.read(file(), MasterKey.read(RecordingFiles.key(directory)), lines::add);
    }

    private static List<String> rowsOf(List<JsonNode> lines) {
        return lines.stream()
                .filter(line -> line.path("type").asString("").equals("row"))
                .map(line -> line.path("cells").toString())
                .toList();
    }

    private static List<String> types(List<JsonNode> lines) {
        return lines.stream().map(line -> line.path("type").asString("")).toList();
    }
}
