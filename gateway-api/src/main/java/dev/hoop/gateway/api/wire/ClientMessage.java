package dev.hoop.gateway.api.wire;

import dev.hoop.gateway.api.value.Value;
import java.util.List;

/** What a client may say. The byte layout of every message stands in {@code docs/protocol.md}; fields travel in the order of the components. */
public sealed interface ClientMessage extends Message {
    @Override
    Type type();

    /** Reads the body of a message of the given type, whole: bytes left over are an error. */
    static ClientMessage decode(Type type, WireReader in) {
        ClientMessage message = switch (type) {
            case HELLO -> Hello.decode(in);
            case LOGIN -> Login.decode(in);
            case OPEN -> Open.decode(in);
            case EXECUTE -> Execute.decode(in);
            case DESCRIBE -> Describe.decode(in);
            case CANCEL -> Cancel.decode(in);
            case CREDIT -> Credit.decode(in);
            case CLOSE_CURSOR -> CloseCursor.decode(in);
            case TRANSACT -> Transact.decode(in);
            case SET_STATE -> SetState.decode(in);
            case METADATA -> Metadata.decode(in);
            case APPROVALS -> Approvals.decode(in);
            case REFRESH -> Refresh.decode(in);
            case PING -> Ping.decode(in);
            case CLOSE -> Close.decode(in);
            case PIECE -> Piece.decode(in);
        };
        in.end();
        return message;
    }

    /** The type byte of the frame header. */
    enum Type implements Message.Type {
        /** First message on a socket: the versions, capabilities and limits of the driver. */
        HELLO(0x01),
        /** Proves who asks. */
        LOGIN(0x02),
        /** Chooses the target and how the session begins. */
        OPEN(0x03),
        /** Runs one text, or the text behind a handle, once per row of parameters. */
        EXECUTE(0x04),
        /** Asks for the parameters and columns of a text without running it. */
        DESCRIBE(0x05),
        /** Cancels what runs, waits or streams on this frame's stream; a held statement is withdrawn. */
        CANCEL(0x06),
        /** Allows the gateway to send so many more bytes of rows on this stream. */
        CREDIT(0x07),
        /** The rest of the rows of this stream is not wanted. */
        CLOSE_CURSOR(0x08),
        /** Ends or divides a transaction. */
        TRANSACT(0x09),
        /** Changes settings of the session at once and reports an error at once. */
        SET_STATE(0x0a),
        /** Calls one method of java.sql.DatabaseMetaData that answers with rows. */
        METADATA(0x0b),
        /** Lists, reads or answers requests for approval; needs a login but no open target. */
        APPROVALS(0x0c),
        /** Replaces the token of the session before it expires; the subject must stay the same. */
        REFRESH(0x0d),
        /** Asks whether the peer lives; with a target check, also whether the target does. */
        PING(0x0e),
        /** Says good-bye: what is open is rolled back and the socket closed. */
        CLOSE(0x0f),
        /** Part of a large parameter of the Execute that follows on this stream. */
        PIECE(0x10);

        private final int code;

        Type(int code) {
            this.code = code;
        }

        @Override
        public int code() {
            return code;
        }

        /** Finds the type of a header byte. */
        public static Type of(int code) {
            int index = code - 0x01;
            if (index < 0 || index >= values().length) {
                throw new ProtocolException("unknown message type 0x" + Integer.toHexString(code));
            }
            return values()[index];
        }
    }

    /**
     * First message on a socket: the versions, capabilities and limits of the driver. Unknown capabilities are ignored by the
     * receiver.
     */
    record Hello(
            int minVersion,
            int maxVersion,
            List<String> capabilities,
            int maxFrameBytes,
            int maxMessageBytes,
            String software)
            implements ClientMessage {
        public Hello {
            capabilities = List.copyOf(capabilities);
        }

        @Override
        public Type type() {
            return Type.HELLO;
        }

        @Override
        public void encode(WireWriter out) {
            out.u16(minVersion);
            out.u16(maxVersion);
            out.texts(capabilities);
            out.i32(maxFrameBytes);
            out.i32(maxMessageBytes);
            out.text(software);
        }

        static Hello decode(WireReader in) {
            return new Hello(in.u16(), in.u16(), in.texts(), in.i32(), in.i32(), in.text());
        }
    }

    /** Proves who asks. The user name is optional (empty) and, when given, must be the subject of the token. */
    record Login(String token, String user) implements ClientMessage {
        @Override
        public Type type() {
            return Type.LOGIN;
        }

        @Override
        public void encode(WireWriter out) {
            out.text(token);
            out.text(user);
        }

        static Login decode(WireReader in) {
            return new Login(in.text(), in.text());
        }

        /** Leaves the token out. */
        @Override
        public String toString() {
            return "Login[…]";
        }
    }

    /**
     * Chooses the target and how the session begins. The wait bounds how long a held statement waits, zero for the rule's own bound.
     */
    record Open(
            String target,
            String task,
            String zone,
            ApprovalMode approvalMode,
            long approvalWaitMillis,
            List<StateSetting> state)
            implements ClientMessage {
        public Open {
            state = List.copyOf(state);
        }

        @Override
        public Type type() {
            return Type.OPEN;
        }

        @Override
        public void encode(WireWriter out) {
            out.text(target);
            out.text(task);
            out.text(zone);
            out.constant(approvalMode);
            out.i64(approvalWaitMillis);
            out.list(state, StateSetting::encode);
        }

        static Open decode(WireReader in) {
            return new Open(
                    in.text(),
                    in.text(),
                    in.text(),
                    in.constant(ApprovalMode.values()),
                    in.boundOrZero(),
                    in.list(StateSetting::decode));
        }
    }

    /**
     * Runs one text, or the text behind a handle, once per row of parameters. State settings and closes ride along and take effect
     * first.
     */
    record Execute(
            int handle,
            String text,
            ExecuteKind kind,
            List<ParameterRow> rows,
            List<OutParameter> outs,
            KeyRequest keys,
            int fetchSize,
            long maxRows,
            int maxFieldBytes,
            long timeoutMillis,
            int credit,
            boolean escapeProcessing,
            List<StateSetting> state,
            List<Handle> closedHandles,
            String resumeRequest)
            implements ClientMessage {
        public Execute {
            rows = List.copyOf(rows);
            outs = List.copyOf(outs);
            state = List.copyOf(state);
            closedHandles = List.copyOf(closedHandles);
        }

        @Override
        public Type type() {
            return Type.EXECUTE;
        }

        @Override
        public void encode(WireWriter out) {
            out.i32(handle);
            out.text(text);
            out.constant(kind);
            out.list(rows, ParameterRow::encode);
            out.list(outs, OutParameter::encode);
            keys.encode(out);
            out.i32(fetchSize);
            out.i64(maxRows);
            out.i32(maxFieldBytes);
            out.i64(timeoutMillis);
            out.i32(credit);
            out.bool(escapeProcessing);
            out.list(state, StateSetting::encode);
            out.list(closedHandles, Handle::encode);
            out.text(resumeRequest);
        }

        static Execute decode(WireReader in) {
            return new Execute(
                    in.i32(),
                    in.text(),
                    in.constant(ExecuteKind.values()),
                    in.list(ParameterRow::decode),
                    in.list(OutParameter::decode),
                    KeyRequest.decode(in),
                    in.countOrZero(),
                    in.boundOrZero(),
                    in.countOrZero(),
                    in.boundOrZero(),
                    in.countOrZero(),
                    in.bool(),
                    in.list(StateSetting::decode),
                    in.list(Handle::decode),
                    in.text());
        }

        /** The same with its text, said by nobody's number. */
        public Execute withText(String said) {
            return new Execute(
                    0,
                    said,
                    kind,
                    rows,
                    outs,
                    keys,
                    fetchSize,
                    maxRows,
                    maxFieldBytes,
                    timeoutMillis,
                    credit,
                    escapeProcessing,
                    state,
                    closedHandles,
                    resumeRequest);
        }

        /** Leaves the text and the parameters out. */
        @Override
        public String toString() {
            return "Execute[handle " + handle + ", " + text.length() + " chars, " + rows.size() + " rows]";
        }
    }

    /** Asks for the parameters and columns of a text without running it. */
    record Describe(String text, List<StateSetting> state) implements ClientMessage {
        public Describe {
            state = List.copyOf(state);
        }

        @Override
        public Type type() {
            return Type.DESCRIBE;
        }

        @Override
        public void encode(WireWriter out) {
            out.text(text);
            out.list(state, StateSetting::encode);
        }

        static Describe decode(WireReader in) {
            return new Describe(in.text(), in.list(StateSetting::decode));
        }

        @Override
        public String toString() {
            return "Describe[" + text.length() + " chars]";
        }
    }

    /**
     * Cancels what runs, waits or streams on this frame's stream; a held statement is withdrawn. Answered by the end of that stream.
     */
    record Cancel() implements ClientMessage {
        @Override
        public Type type() {
            return Type.CANCEL;
        }

        @Override
        public void encode(WireWriter out) {}

        static Cancel decode(WireReader in) {
            return new Cancel();
        }
    }

    /** Allows the gateway to send so many more bytes of rows on this stream. */
    record Credit(int bytes) implements ClientMessage {
        @Override
        public Type type() {
            return Type.CREDIT;
        }

        @Override
        public void encode(WireWriter out) {
            out.i32(bytes);
        }

        static Credit decode(WireReader in) {
            return new Credit(in.countOrZero());
        }
    }

    /** The rest of the rows of this stream is not wanted. Answered by the end of that stream. */
    record CloseCursor() implements ClientMessage {
        @Override
        public Type type() {
            return Type.CLOSE_CURSOR;
        }

        @Override
        public void encode(WireWriter out) {}

        static CloseCursor decode(WireReader in) {
            return new CloseCursor();
        }
    }

    /** Ends or divides a transaction. */
    record Transact(TransactAction action, String savepoint, List<StateSetting> state) implements ClientMessage {
        public Transact {
            state = List.copyOf(state);
        }

        @Override
        public Type type() {
            return Type.TRANSACT;
        }

        @Override
        public void encode(WireWriter out) {
            out.constant(action);
            out.text(savepoint);
            out.list(state, StateSetting::encode);
        }

        static Transact decode(WireReader in) {
            return new Transact(in.constant(TransactAction.values()), in.text(), in.list(StateSetting::decode));
        }
    }

    /** Changes settings of the session at once and reports an error at once. */
    record SetState(List<StateSetting> state) implements ClientMessage {
        public SetState {
            state = List.copyOf(state);
        }

        @Override
        public Type type() {
            return Type.SET_STATE;
        }

        @Override
        public void encode(WireWriter out) {
            out.list(state, StateSetting::encode);
        }

        static SetState decode(WireReader in) {
            return new SetState(in.list(StateSetting::decode));
        }
    }

    /** Calls one method of java.sql.DatabaseMetaData that answers with rows. */
    record Metadata(String method, List<Value> arguments) implements ClientMessage {
        public Metadata {
            arguments = List.copyOf(arguments);
        }

        @Override
        public Type type() {
            return Type.METADATA;
        }

        @Override
        public void encode(WireWriter out) {
            out.text(method);
            out.list(arguments, ValueCodec::write);
        }

        static Metadata decode(WireReader in) {
            return new Metadata(in.text(), in.list(ValueCodec::read));
        }
    }

    /** Lists, reads or answers requests for approval; needs a login but no open target. */
    record Approvals(ApprovalAction action, String requestId, String reason) implements ClientMessage {
        @Override
        public Type type() {
            return Type.APPROVALS;
        }

        @Override
        public void encode(WireWriter out) {
            out.constant(action);
            out.text(requestId);
            out.text(reason);
        }

        static Approvals decode(WireReader in) {
            return new Approvals(in.constant(ApprovalAction.values()), in.text(), in.text());
        }
    }

    /** Replaces the token of the session before it expires; the subject must stay the same. */
    record Refresh(String token) implements ClientMessage {
        @Override
        public Type type() {
            return Type.REFRESH;
        }

        @Override
        public void encode(WireWriter out) {
            out.text(token);
        }

        static Refresh decode(WireReader in) {
            return new Refresh(in.text());
        }

        /** Leaves the token out. */
        @Override
        public String toString() {
            return "Refresh[…]";
        }
    }

    /** Asks whether the peer lives; with a target check, also whether the target does. */
    record Ping(long nonce, boolean target) implements ClientMessage {
        @Override
        public Type type() {
            return Type.PING;
        }

        @Override
        public void encode(WireWriter out) {
            out.i64(nonce);
            out.bool(target);
        }

        static Ping decode(WireReader in) {
            return new Ping(in.i64(), in.bool());
        }
    }

    /** Says good-bye: what is open is rolled back and the socket closed. */
    record Close() implements ClientMessage {
        @Override
        public Type type() {
            return Type.CLOSE;
        }

        @Override
        public void encode(WireWriter out) {}

        static Close decode(WireReader in) {
            return new Close();
        }
    }

    /** Part of a large parameter of the Execute that follows on this stream; the gateway keeps it until then. */
    @SuppressWarnings("ArrayRecordComponent") // megabytes pass here; nobody compares them
    record Piece(int number, boolean last, byte[] content) implements ClientMessage {
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
            return new Piece(in.countOrZero(), in.bool(), in.bytes());
        }

        /** Leaves the content out. */
        @Override
        public String toString() {
            return "Piece[" + number + ", " + content.length + " bytes]";
        }
    }
}
