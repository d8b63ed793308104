package dev.hoop.gateway.api.wire;

import dev.hoop.gateway.api.Effect;
import dev.hoop.gateway.api.ErrorCode;
import dev.hoop.gateway.api.approval.ApprovalRequest;
import dev.hoop.gateway.api.value.Column;
import dev.hoop.gateway.api.value.Parameter;
import dev.hoop.gateway.api.value.Value;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.sql.Types;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

/** One message of every type, with something in every field. They are also the golden transcripts: change nothing here, add at the end. */
final class Samples {
    static final List<Value> VALUES = List.of(
            new Value.Null(),
            new Value.Bool(false),
            new Value.Bool(true),
            new Value.Int64(-42),
            new Value.Int64(Long.MIN_VALUE),
            new Value.Float32(1.5f),
            new Value.Float64(-0.1),
            new Value.Decimal(new BigDecimal("-12.3400")),
            new Value.Text("žluťoučký 🐎"),
            new Value.Bytes(new byte[] {0, (byte) 0xff, 7}),
            new Value.Date(LocalDate.of(1582, 10, 4)),
            new Value.Time(LocalTime.of(23, 59, 59, 999_999_999)),
            new Value.TimeWithOffset(OffsetTime.of(LocalTime.of(1, 2, 3), ZoneOffset.ofHoursMinutes(-3, -30))),
            new Value.Timestamp(LocalDateTime.of(2024, 2, 29, 12, 0, 0, 123_456_789)),
            new Value.TimestampWithOffset(
                    OffsetDateTime.of(LocalDateTime.of(2024, 3, 31, 2, 30), ZoneOffset.ofHours(2))),
            new Value.Uuid(new UUID(0x0123456789abcdefL, 0xfedcba9876543210L)),
            new Value.Array(
                    "int4",
                    List.of(new Value.Array("int4", List.of(new Value.Int64(1), new Value.Null())), new Value.Null())),
            new Value.Vendor("interval", "1 mon -3 days"),
            new Value.WallClock(LocalDateTime.of(2024, 10, 27, 2, 30), ZoneId.of("Europe/Berlin")));

    private static final List<StateSetting> STATE = List.of(
            new StateSetting(SessionSetting.AUTO_COMMIT, "false"), new StateSetting(SessionSetting.SCHEMA, "public"));

    private static final Column COLUMN = new Column(
            "Name",
            "name",
            "customers",
            "public",
            "shop",
            Types.VARCHAR,
            "varchar",
            "java.lang.String",
            80,
            0,
            80,
            1,
            Column.TRAIT_SEARCHABLE | Column.TRAIT_MASKED);

    private static final ApprovalRequest REQUEST = new ApprovalRequest(
            "r-1",
            ApprovalRequest.State.PENDING,
            "sue",
            "orders",
            "OPS-7",
            "payments-writes",
            "writes payments",
            "UPDATE payments SET paid = ?",
            List.of("true"),
            List.of("writes public.payments.paid"),
            List.of("dba", "subject:ann"),
            2,
            List.of("ann"),
            Instant.ofEpochMilli(1_700_000_000_123L),
            Instant.ofEpochMilli(1_700_000_900_123L),
            "hoop approvals approve r-1");

    private Samples() {}

    static List<ClientMessage> client() {
        return List.of(
                new ClientMessage.Hello(1, 1, List.of("x-1f2e"), 262_144, 67_108_864, "driver 1"),
                new ClientMessage.Login("a.b.c", "sue"),
                new ClientMessage.Open("orders", "OPS-7", "Europe/Berlin", ApprovalMode.CALLBACK, 60_000, STATE),
                new ClientMessage.Execute(
                        7,
                        "SELECT ?",
                        ExecuteKind.QUERY,
                        List.of(
                                new ParameterRow(List.of(
                                        new Parameter(new Value.Text("x"), Types.VARCHAR, "text"),
                                        Parameter.of(new Value.Null()))),
                                new ParameterRow(
                                        VALUES.stream().map(Parameter::of).toList())),
                        List.of(new OutParameter(1, Types.NUMERIC, 2, "numeric")),
                        new KeyRequest(KeyRequest.Kind.NAMES, List.of(3), List.of("id")),
                        100,
                        1_000_000_000_000L,
                        4096,
                        30_000,
                        262_144,
                        true,
                        STATE,
                        List.of(new Handle(5), new Handle(6)),
                        "r-1"),
                new ClientMessage.Describe("SELECT 1", STATE),
                new ClientMessage.Cancel(),
                new ClientMessage.Credit(65_536),
                new ClientMessage.CloseCursor(),
                new ClientMessage.Transact(TransactAction.ROLLBACK_TO_SAVEPOINT, "s1", STATE),
                new ClientMessage.SetState(STATE),
                new ClientMessage.Metadata("getTables", VALUES),
                new ClientMessage.Approvals(ApprovalAction.REFUSE, "r-1", "not on a Friday"),
                new ClientMessage.Refresh("d.e.f"),
                new ClientMessage.Ping(0x0102030405060708L, true),
                new ClientMessage.Close());
    }

    static List<ServerMessage> server() {
        WireWriter cells = new WireWriter();
        VALUES.subList(0, VALUES.size() - 1).forEach(value -> ValueCodec.write(value, cells));
        return List.of(
                new ServerMessage.HelloOk(1, List.of("x-0a0b"), 262_144, 16_777_216, "gateway 1"),
                new ServerMessage.LoginOk("sue", List.of("support", "dba"), 1_700_000_000_000L, "node-1"),
                new ServerMessage.OpenOk("s-1", STATE, TargetFacts.of(Map.of("getDatabaseProductName", "PostgreSQL"))),
                new ServerMessage.Columns(RowsKind.GENERATED_KEYS, List.of(COLUMN)),
                new ServerMessage.Rows(1, cells.toByteArray()),
                new ServerMessage.RowsEnd(),
                new ServerMessage.Count(Long.MAX_VALUE),
                new ServerMessage.BatchCounts(List.of(1L, -2L, -3L)),
                new ServerMessage.Warnings(List.of(new Notice("01000", 9, "masked"))),
                new ServerMessage.End(Effect.APPLIED, 8, STATE),
                new ServerMessage.Failure(
                        ErrorCode.DENIED_BY_POLICY.number(),
                        "42501",
                        -7,
                        "SQLSyntaxErrorException",
                        "rule 'no-drop' denies this",
                        Effect.ROLLED_BACK,
                        "no-drop",
                        "d-1",
                        "r-1",
                        3,
                        Map.of("table", "customers"),
                        List.of(1L, -3L),
                        List.of(new Cause("SQLException", "23505", 0, "duplicate")),
                        STATE),
                new ServerMessage.Pending(REQUEST),
                new ServerMessage.Decided("r-1", ApprovalRequest.State.REJECTED, "ann", "not on a Friday"),
                new ServerMessage.Described(List.of(COLUMN), List.of(COLUMN, COLUMN.masked())),
                new ServerMessage.ApprovalList(List.of(REQUEST)),
                new ServerMessage.TokenExpiring(60_000),
                new ServerMessage.Pong(0x0102030405060708L),
                new ServerMessage.GoAway(ErrorCode.SHUTTING_DOWN.number(), "maintenance", 5_000));
    }

    /** What clients with the capability {@link Pieces#CAPABILITY} say as well. */
    static List<ClientMessage> clientInPieces() {
        return List.of(
                new ClientMessage.Piece(1, true, new byte[] {0, (byte) 0xff, 7}),
                new ClientMessage.Metadata(
                        "getTables",
                        List.of(
                                new Value.InPieces(Value.InPieces.Form.TEXT, 0, 70_000_000_000L),
                                new Value.InPieces(Value.InPieces.Form.BYTES, 1, -1))));
    }

    /** What gateways say to them as well. */
    static List<ServerMessage> serverInPieces() {
        return List.of(
                new ServerMessage.Piece(0, false, ByteBuffer.wrap("žluťoučký 🐎".getBytes(StandardCharsets.UTF_8))),
                new ServerMessage.Taken(65_536, true));
    }

    /** What gateways say to clients with the capability {@link ToldColumns#CAPABILITY} as well. */
    static List<ServerMessage> serverOfToldColumns() {
        return List.of(new ServerMessage.ColumnsAgain(63));
    }

    static List<Message> all() {
        return Stream.<List<? extends Message>>of(
                        client(), clientInPieces().subList(0, 1), server(), serverInPieces(), serverOfToldColumns())
                .<Message>flatMap(List::stream)
                .toList();
    }
}
