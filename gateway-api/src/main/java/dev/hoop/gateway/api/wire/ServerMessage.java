package dev.hoop.gateway.api.wire;

import dev.hoop.gateway.api.Effect;
import dev.hoop.gateway.api.approval.ApprovalRequest;
import dev.hoop.gateway.api.value.Column;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;

/** What the gateway may say. The byte layout of every message stands in {@code docs/protocol.md}; fields travel in the order of the components. */
public sealed interface ServerMessage extends Message {
    @Override
    Type type();

    /** Reads the body of a message of the given type, whole: bytes left over are an error. */
    static ServerMessage decode(Type type, WireReader in) {
        ServerMessage message = switch (type) {
            case HELLO_OK -> HelloOk.decode(in);
            case LOGIN_OK -> LoginOk.decode(in);
            case OPEN_OK -> OpenOk.decode(in);
            case COLUMNS -> Columns.decode(in);
            case ROWS -> Rows.decode(in);
            case ROWS_END -> RowsEnd.decode(in);
            case COUNT -> Count.decode(in);
            case BATCH_COUNTS -> BatchCounts.decode(in);
            case WARNINGS -> Warnings.decode(in);
            case END -> End.decode(in);
            case FAILURE -> Failure.decode(in);
            case PENDING -> Pending.decode(in);
            case DECIDED -> Decided.decode(in);
            case DESCRIBED -> Described.decode(in);
            case APPROVAL_LIST -> ApprovalList.decode(in);
            case TOKEN_EXPIRING -> TokenExpiring.decode(in);
            case PONG -> Pong.decode(in);
            case GO_AWAY -> GoAway.decode(in);
            case PIECE -> Piece.decode(in);
            case TAKEN -> Taken.decode(in);
            case COLUMNS_AGAIN -> ColumnsAgain.decode(in);
        };
        in.end();
        return message;
    }

    /** The type byte of the frame header. */
    enum Type implements Message.Type {
        /** Answers Hello with the chosen version and the limits that hold after login. */
        HELLO_OK(0x81),
        /** The token was accepted. */
        LOGIN_OK(0x82),
        /** The session is open. */
        OPEN_OK(0x83),
        /** Begins a set of rows: a result, generated keys or OUT parameters. */
        COLUMNS(0x84),
        /** Some rows of the set that Columns began. */
        ROWS(0x85),
        /** Ends a set of rows. */
        ROWS_END(0x86),
        /** One update count. */
        COUNT(0x87),
        /** The update counts of a batch, in order; java.sql.Statement.SUCCESS_NO_INFO and EXECUTE_FAILED as defined there. */
        BATCH_COUNTS(0x88),
        /** Warnings of the target or the gateway, scrubbed where protected columns were touched. */
        WARNINGS(0x89),
        /** The request of this stream is done. */
        END(0x8a),
        /** The request of this stream failed; nothing else follows on the stream. */
        FAILURE(0x8b),
        /** The statement of this stream is held. */
        PENDING(0x8c),
        /** The wait of this stream is over. */
        DECIDED(0x8d),
        /** Answers Describe. */
        DESCRIBED(0x8e),
        /** Answers Approvals. */
        APPROVAL_LIST(0x8f),
        /** The token of the session expires in so many milliseconds; send Refresh. */
        TOKEN_EXPIRING(0x90),
        /** Answers Ping. */
        PONG(0x91),
        /** The gateway ends this socket after so many milliseconds; no new request is taken. */
        GO_AWAY(0x92),
        /** Part of a large cell of the row that ended the Rows before. */
        PIECE(0x93),
        /** Pieces of large parameters were taken, so that more may be sent. */
        TAKEN(0x94),
        /** Begins a result whose columns were told before. */
        COLUMNS_AGAIN(0x95);

        private final int code;

        Type(int code) {
            this.code = code;
        }

        @Override
        public int code() {
            return code;
        }

        /** Whether nothing follows on the stream of a request after a message of this type. */
        public boolean endsStream() {
            return switch (this) {
                case LOGIN_OK, OPEN_OK, END, FAILURE, DESCRIBED, APPROVAL_LIST, PONG -> true;
                case HELLO_OK,
                        COLUMNS,
                        ROWS,
                        ROWS_END,
                        COUNT,
                        BATCH_COUNTS,
                        WARNINGS,
                        PENDING,
                        DECIDED,
                        TOKEN_EXPIRING,
                        GO_AWAY,
                        PIECE,
                        TAKEN,
                        COLUMNS_AGAIN -> false;
            };
        }

        /** Finds the type of a header byte. */
        public static Type of(int code) {
            int index = code - 0x81;
            if (index < 0 || index >= values().length) {
                throw new ProtocolException("unknown message type 0x" + Integer.toHexString(code));
            }
            return values()[index];
        }
    }

    /** Answers Hello with the chosen version and the limits that hold after login. */
    record HelloOk(int version, List<String> capabilities, int maxFrameBytes, int maxMessageBytes, String software)
            implements ServerMessage {
        public HelloOk {
            capabilities = List.copyOf(capabilities);
        }

        @Override
        public Type type() {
            return Type.HELLO_OK;
        }

        @Override
        public void encode(WireWriter out) {
            out.u16(version);
            out.texts(capabilities);
            out.i32(maxFrameBytes);
            out.i32(maxMessageBytes);
            out.text(software);
        }

        static HelloOk decode(WireReader in) {
            return new HelloOk(in.u16(), in.texts(), in.i32(), in.i32(), in.text());
        }
    }

    /** The token was accepted. The expiry is in milliseconds since the epoch, or zero where the token has none. */
    record LoginOk(String subject, List<String> groups, long expiresAtMillis, String node) implements ServerMessage {
        public LoginOk {
            groups = List.copyOf(groups);
        }

        @Override
        public Type type() {
            return Type.LOGIN_OK;
        }

        @Override
        public void encode(WireWriter out) {
            out.text(subject);
            out.texts(groups);
            out.i64(expiresAtMillis);
            out.text(node);
        }

        static LoginOk decode(WireReader in) {
            return new LoginOk(in.text(), in.texts(), in.boundOrZero(), in.text());
        }
    }

    /** The session is open. */
    record OpenOk(String sessionId, List<StateSetting> state, TargetFacts facts) implements ServerMessage {
        public OpenOk {
            state = List.copyOf(state);
        }

        @Override
        public Type type() {
            return Type.OPEN_OK;
        }

        @Override
        public void encode(WireWriter out) {
            out.text(sessionId);
            out.list(state, StateSetting::encode);
            facts.encode(out);
        }

        static OpenOk decode(WireReader in) {
            return new OpenOk(in.text(), in.list(StateSetting::decode), TargetFacts.decode(in));
        }
    }

    /** Begins a set of rows: a result, generated keys or OUT parameters. */
    record Columns(RowsKind kind, List<Column> columns) implements ServerMessage {
        public Columns {
            columns = List.copyOf(columns);
        }

        @Override
        public Type type() {
            return Type.COLUMNS;
        }

        @Override
        public void encode(WireWriter out) {
            out.constant(kind);
            out.list(columns, ColumnCodec::write);
        }

        static Columns decode(WireReader in) {
            return new Columns(in.constant(RowsKind.values()), in.list(ColumnCodec::read));
        }
    }

    /** Begins a result as Columns does, with the columns that were told under this number; see {@link ToldColumns}. */
    record ColumnsAgain(int number) implements ServerMessage {
        @Override
        public Type type() {
            return Type.COLUMNS_AGAIN;
        }

        @Override
        public void encode(WireWriter out) {
            out.i32(number);
        }

        static ColumnsAgain decode(WireReader in) {
            return new ColumnsAgain(in.countOrZero());
        }
    }

    /** Some rows of the set that Columns began. The bytes hold, per row, one tagged cell per column; see RowReader. */
    @SuppressWarnings("ArrayRecordComponent") // the array is handed over, never shared
    record Rows(int count, byte[] cells) implements ServerMessage {
        @Override
        public Type type() {
            return Type.ROWS;
        }

        @Override
        public void encode(WireWriter out) {
            out.i32(count);
            out.bytes(cells);
        }

        static Rows decode(WireReader in) {
            return new Rows(in.countOrZero(), in.bytes());
        }

        /** Leaves the cells out. */
        @Override
        public String toString() {
            return "Rows[" + count + " rows, " + cells.length + " bytes]";
        }
    }

    /** Ends a set of rows. */
    record RowsEnd() implements ServerMessage {
        @Override
        public Type type() {
            return Type.ROWS_END;
        }

        @Override
        public void encode(WireWriter out) {}

        static RowsEnd decode(WireReader in) {
            return new RowsEnd();
        }
    }

    /** One update count. */
    record Count(long count) implements ServerMessage {
        @Override
        public Type type() {
            return Type.COUNT;
        }

        @Override
        public void encode(WireWriter out) {
            out.i64(count);
        }

        static Count decode(WireReader in) {
            return new Count(in.i64());
        }
    }

    /**
     * The update counts of a batch, in order; java.sql.Statement.SUCCESS_NO_INFO and EXECUTE_FAILED as defined there.
     */
    record BatchCounts(List<Long> counts) implements ServerMessage {
        public BatchCounts {
            counts = List.copyOf(counts);
        }

        @Override
        public Type type() {
            return Type.BATCH_COUNTS;
        }

        @Override
        public void encode(WireWriter out) {
            out.longs(counts);
        }

        static BatchCounts decode(WireReader in) {
            return new BatchCounts(in.longs());
        }
    }

    /** Warnings of the target or the gateway, scrubbed where protected columns were touched. */
    record Warnings(List<Notice> notices) implements ServerMessage {
        public Warnings {
            notices = List.copyOf(notices);
        }

        @Override
        public Type type() {
            return Type.WARNINGS;
        }

        @Override
        public void encode(WireWriter out) {
            out.list(notices, Notice::encode);
        }

        static Warnings decode(WireReader in) {
            return new Warnings(in.list(Notice::decode));
        }
    }

    /** The request of this stream is done. The handle, when not zero, stands for its text from now on. */
    record End(Effect effect, int handle, List<StateSetting> state) implements ServerMessage {
        public End {
            state = List.copyOf(state);
        }

        @Override
        public Type type() {
            return Type.END;
        }

        @Override
        public void encode(WireWriter out) {
            out.constant(effect);
            out.i32(handle);
            out.list(state, StateSetting::encode);
        }

        static End decode(WireReader in) {
            return new End(in.constant(Effect.values()), in.i32(), in.list(StateSetting::decode));
        }
    }

    /** The request of this stream failed; nothing else follows on the stream. */
    record Failure(
            int code,
            String sqlState,
            int vendorCode,
            String kind,
            String message,
            Effect effect,
            String rule,
            String decisionId,
            String requestId,
            int retry,
            Map<String, String> details,
            List<Long> batchCounts,
            List<Cause> causes,
            List<StateSetting> state)
            implements ServerMessage {
        public Failure {
            causes = List.copyOf(causes);
            state = List.copyOf(state);
            details = Map.copyOf(details);
            batchCounts = List.copyOf(batchCounts);
        }

        @Override
        public Type type() {
            return Type.FAILURE;
        }

        @Override
        public void encode(WireWriter out) {
            out.i32(code);
            out.text(sqlState);
            out.i32(vendorCode);
            out.text(kind);
            out.text(message);
            out.constant(effect);
            out.text(rule);
            out.text(decisionId);
            out.text(requestId);
            out.u8(retry);
            out.map(details);
            out.longs(batchCounts);
            out.list(causes, Cause::encode);
            out.list(state, StateSetting::encode);
        }

        static Failure decode(WireReader in) {
            return new Failure(
                    in.i32(),
                    in.text(),
                    in.i32(),
                    in.text(),
                    in.text(),
                    in.constant(Effect.values()),
                    in.text(),
                    in.text(),
                    in.text(),
                    in.u8(),
                    in.map(),
                    in.longs(),
                    in.list(Cause::decode),
                    in.list(StateSetting::decode));
        }
    }

    /** The statement of this stream is held. Repeated while the wait lasts, so that the socket is seen to live. */
    record Pending(ApprovalRequest request) implements ServerMessage {
        @Override
        public Type type() {
            return Type.PENDING;
        }

        @Override
        public void encode(WireWriter out) {
            ApprovalCodec.write(request, out);
        }

        static Pending decode(WireReader in) {
            return new Pending(ApprovalCodec.read(in));
        }
    }

    /** The wait of this stream is over. */
    record Decided(String requestId, ApprovalRequest.State state, String by, String reason) implements ServerMessage {
        @Override
        public Type type() {
            return Type.DECIDED;
        }

        @Override
        public void encode(WireWriter out) {
            out.text(requestId);
            out.constant(state);
            out.text(by);
            out.text(reason);
        }

        static Decided decode(WireReader in) {
            return new Decided(in.text(), in.constant(ApprovalRequest.State.values()), in.text(), in.text());
        }
    }

    /** Answers Describe. */
    record Described(List<Column> parameters, List<Column> columns) implements ServerMessage {
        public Described {
            parameters = List.copyOf(parameters);
            columns = List.copyOf(columns);
        }

        @Override
        public Type type() {
            return Type.DESCRIBED;
        }

        @Override
        public void encode(WireWriter out) {
            out.list(parameters, ColumnCodec::write);
            out.list(columns, ColumnCodec::write);
        }

        static Described decode(WireReader in) {
            return new Described(in.list(ColumnCodec::read), in.list(ColumnCodec::read));
        }
    }

    /** Answers Approvals. */
    record ApprovalList(List<ApprovalRequest> requests) implements ServerMessage {
        public ApprovalList {
            requests = List.copyOf(requests);
        }

        @Override
        public Type type() {
            return Type.APPROVAL_LIST;
        }

        @Override
        public void encode(WireWriter out) {
            out.list(requests, ApprovalCodec::write);
        }

        static ApprovalList decode(WireReader in) {
            return new ApprovalList(in.list(ApprovalCodec::read));
        }
    }

    /** The token of the session expires in so many milliseconds; send Refresh. Connection stream only. */
    record TokenExpiring(long inMillis) implements ServerMessage {
        @Override
        public Type type() {
            return Type.TOKEN_EXPIRING;
        }

        @Override
        public void encode(WireWriter out) {
            out.i64(inMillis);
        }

        static TokenExpiring decode(WireReader in) {
            return new TokenExpiring(in.boundOrZero());
        }
    }

    /** Answers Ping. */
    record Pong(long nonce) implements ServerMessage {
        @Override
        public Type type() {
            return Type.PONG;
        }

        @Override
        public void encode(WireWriter out) {
            out.i64(nonce);
        }

        static Pong decode(WireReader in) {
            return new Pong(in.i64());
        }
    }

    /** The gateway ends this socket after so many milliseconds; no new request is taken. Connection stream only. */
    record GoAway(int code, String reason, long drainMillis) implements ServerMessage {
        @Override
        public Type type() {
            return Type.GO_AWAY;
        }

        @Override
        public void encode(WireWriter out) {
            out.i32(code);
            out.text(reason);
            out.i64(drainMillis);
        }

        static GoAway decode(WireReader in) {
            return new GoAway(in.i32(), in.text(), in.boundOrZero());
        }
    }

    /** Part of a large cell of the row that ended the Rows before; its length is taken from the credit of the stream. */
    @SuppressWarnings("ArrayRecordComponent") // megabytes pass here; nobody compares them
    record Piece(int number, boolean last, ByteBuffer content) implements ServerMessage {
        @Override
        public Type type() {
            return Type.PIECE;
        }

        @Override
        public void encode(WireWriter out) {
            out.i32(number);
            out.bool(last);
            out.bytes(content);
        }

        static Piece decode(WireReader in) {
            return new Piece(in.countOrZero(), in.bool(), ByteBuffer.wrap(in.bytes()));
        }

        /** Leaves the content out. */
        @Override
        public String toString() {
            return "Piece[" + number + ", " + content.remaining() + " bytes]";
        }
    }

    /** So many bytes of pieces were taken; when wanted is false the Execute will fail, and more of them are in vain. */
    record Taken(int bytes, boolean wanted) implements ServerMessage {
        @Override
        public Type type() {
            return Type.TAKEN;
        }

        @Override
        public void encode(WireWriter out) {
            out.i32(bytes);
            out.bool(wanted);
        }

        static Taken decode(WireReader in) {
            return new Taken(in.countOrZero(), in.bool());
        }
    }
}
