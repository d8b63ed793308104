package dev.hoop.gateway.server.doors.ssh;

import dev.hoop.gateway.api.ErrorCode;
import dev.hoop.gateway.api.GatewayException;
import dev.hoop.gateway.engine.FileAttributes;
import dev.hoop.gateway.engine.FileEntry;
import dev.hoop.gateway.engine.FileStream;
import dev.hoop.gateway.server.gate.FileDesk;
import dev.hoop.gateway.server.gate.StatementFailedException;
import java.io.IOException;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** Answers the requests of one SFTP channel. One thread at a time. */
final class SftpRequests implements AutoCloseable {
    private static final int MOST_HANDLES = 64;
    private static final int LARGEST_READ = 64 * 1024;
    private static final int NAMES_AT_ONCE = 64;
    /** The protocol's bits; that of writing, 2, is what makes an opening one to write. */
    private static final Map<Integer, FileDesk.Opening> OPENINGS = Map.of(
            0x01, FileDesk.Opening.READ,
            0x04, FileDesk.Opening.APPEND,
            0x08, FileDesk.Opening.CREATE,
            0x10, FileDesk.Opening.TRUNCATE,
            0x20, FileDesk.Opening.EXCLUSIVE);

    private final FileDesk files;
    private final SftpAnswers answers;
    private final Consumer<String> teller;
    private final Map<String, Open> handles = new HashMap<>();
    private final byte[] chunk = new byte[LARGEST_READ];
    private long made;

    /** What a handle stands for: a file, or the names in a directory that are still to be told. */
    private static final class Open {
        private final String path;
        private final java.util.Optional<FileStream> file;
        private List<FileEntry> names;

        Open(String path, java.util.Optional<FileStream> file, List<FileEntry> names) {
            this.path = path;
            this.file = file;
            this.names = names;
        }

        FileStream file() {
            return file.orElseThrow(
                    () -> new GatewayException(ErrorCode.INVALID_REQUEST, "the handle is of a directory"));
        }
    }

    /** @param teller tells the client's person what an SFTP status has no room for */
    SftpRequests(FileDesk files, SftpAnswers answers, Consumer<String> teller) {
        this.files = files;
        this.answers = answers;
        this.teller = teller;
    }

    /** Answers one request. What is refused or fails is an answer too; only a lost channel or session is none. */
    void answer(SftpPacket request) throws IOException {
        int id = request.id();
        try {
            done(request, id);
        } catch (StatementFailedException refused) {
            boolean isHosts = refused.code() == ErrorCode.TARGET_FAILED;
            if (!isHosts) {
                teller.accept(String.valueOf(refused.getMessage()));
            }
            answers.status(
                    id,
                    isHosts ? refused.report().vendorCode() : SftpAnswers.DENIED,
                    String.valueOf(refused.getMessage()));
        } catch (GatewayException e) {
            if (e.code() == ErrorCode.SESSION_REVOKED
                    || e.code() == ErrorCode.TOKEN_EXPIRED
                    || e.code() == ErrorCode.TRAIL_UNAVAILABLE
                    || e.code() == ErrorCode.TARGET_LOST) {
                throw e;
            }
            teller.accept(String.valueOf(e.getMessage()));
            answers.status(id, SftpAnswers.FAILURE, String.valueOf(e.getMessage()));
        }
    }

    private void done(SftpPacket request, int id) throws IOException {
        switch (request.type()) {
            case 3 -> open(request, id);
            case 4 -> close(request, id);
            case 5 -> read(request, id);
            case 6 -> write(request, id);
            case 7 -> answers.attributes(id, files.linkAttributes(request.text()));
            case 8 -> answers.attributes(id, handle(request).file().attributes());
            case 9 -> ok(id, () -> files.setAttributes(request.text(), request.attributes()));
            case 10 ->
                ok(id, () -> {
                    Open open = handle(request);
                    files.setAttributes(open.path, request.attributes());
                });
            case 11 -> list(request, id);
            case 12 -> names(request, id);
            case 13 -> ok(id, () -> files.remove(request.text()));
            case 14 -> ok(id, () -> files.makeDirectory(request.text(), request.attributes()));
            case 15 -> ok(id, () -> files.removeDirectory(request.text()));
            case 16 -> answers.names(id, List.of(new FileEntry(files.plain(request.text()), FileAttributes.NONE)));
            case 17 -> answers.attributes(id, files.attributes(request.text()));
            case 18 ->
                ok(id, () -> {
                    String from = request.text();
                    files.rename(from, request.text());
                });
            case 19 ->
                answers.names(id, List.of(new FileEntry(files.destination(request.text()), FileAttributes.NONE)));
            case 20 ->
                ok(id, () -> {
                    String destination = request.text(); // OpenSSH writes the two the other way round than the draft
                    files.link(request.text(), destination);
                });
            default -> answers.status(id, SftpAnswers.UNSUPPORTED, "this is not served here");
        }
    }

    private interface Action {
        void take() throws IOException;
    }

    private void ok(int id, Action action) throws IOException {
        action.take();
        answers.status(id, SftpAnswers.OK, "");
    }

    private void open(SftpPacket request, int id) throws IOException {
        String path = request.text();
        int flags = request.i32();
        FileAttributes attributes = request.attributes();
        requireRoom();
        boolean writes = (flags & ~1) != 0;
        FileStream stream = writes ? files.write(path, how(flags), attributes) : files.read(path);
        answers.handle(id, keep(new Open(path, java.util.Optional.of(stream), List.of())));
    }

    private static Set<FileDesk.Opening> how(int flags) {
        Set<FileDesk.Opening> how = EnumSet.noneOf(FileDesk.Opening.class);
        OPENINGS.forEach((bit, opening) -> {
            if ((flags & bit) != 0) {
                how.add(opening);
            }
        });
        return how;
    }

    private void requireRoom() {
        if (handles.size() >= MOST_HANDLES) {
            throw new GatewayException(
                    ErrorCode.LIMIT_EXCEEDED, "more than " + MOST_HANDLES + " files are open; close some");
        }
    }

    private String keep(Open open) {
        String name = Long.toString(++made);
        handles.put(name, open);
        return name;
    }

    private Open handle(SftpPacket request) throws IOException {
        Open open = handles.get(request.text());
        if (open == null) {
            throw new GatewayException(ErrorCode.INVALID_REQUEST, "there is no such handle");
        }
        return open;
    }

    private void close(SftpPacket request, int id) throws IOException {
        Open open = handles.remove(request.text());
        if (open == null) {
            answers.status(id, SftpAnswers.BAD, "there is no such handle");
            return;
        }
        open.file.ifPresent(FileStream::close);
        answers.status(id, SftpAnswers.OK, "");
    }

    private void read(SftpPacket request, int id) throws IOException {
        Open open = handle(request);
        long at = request.i64();
        int length = Math.max(0, Math.min(request.i32(), LARGEST_READ));
        int count = open.file().read(at, chunk, length);
        if (count < 0) {
            answers.status(id, SftpAnswers.EOF, "");
        } else {
            answers.data(id, chunk, count);
        }
    }

    private void write(SftpPacket request, int id) throws IOException {
        Open open = handle(request);
        long at = request.i64();
        byte[] bytes = request.blob();
        open.file().write(at, bytes, 0, bytes.length);
        answers.status(id, SftpAnswers.OK, "");
    }

    private void list(SftpPacket request, int id) throws IOException {
        String path = request.text();
        requireRoom();
        answers.handle(id, keep(new Open(path, java.util.Optional.empty(), files.list(path))));
    }

    private void names(SftpPacket request, int id) throws IOException {
        Open open = handle(request);
        if (open.names.isEmpty()) {
            answers.status(id, SftpAnswers.EOF, "");
            return;
        }
        int some = Math.min(NAMES_AT_ONCE, open.names.size());
        answers.names(id, open.names.subList(0, some));
        open.names = open.names.subList(some, open.names.size());
    }

    /** Closes what the client left open, so that each has its outcome. */
    @Override
    public void close() {
        for (Open open : handles.values()) {
            try {
                open.file.ifPresent(FileStream::close);
            } catch (GatewayException e) {
                // its outcome is recorded: it failed
            }
        }
        handles.clear();
    }
}
