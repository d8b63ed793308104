package dev.hoop.gateway.server.connectors.ssh;

import dev.hoop.gateway.api.Effect;
import dev.hoop.gateway.api.ErrorCode;
import dev.hoop.gateway.engine.FileAttributes;
import dev.hoop.gateway.engine.FileEntry;
import dev.hoop.gateway.engine.FileStream;
import dev.hoop.gateway.engine.policy.Permit;
import dev.hoop.gateway.engine.shell.FileRequest;
import dev.hoop.gateway.server.ports.targets.FileLink;
import dev.hoop.gateway.server.ports.targets.TargetException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.sshd.sftp.client.SftpClient;
import org.apache.sshd.sftp.client.SftpClient.OpenMode;
import org.apache.sshd.sftp.common.SftpConstants;
import org.apache.sshd.sftp.common.SftpException;

/** The files of a host over SFTP. */
final class SftpLink implements FileLink {
    private final SftpClient client;

    SftpLink(SftpClient client) {
        this.client = client;
    }

    private interface Call<T> {
        T make() throws IOException;
    }

    @Override
    public String home() {
        return call(() -> client.canonicalPath("."));
    }

    @Override
    public String destination(String path) {
        return call(() -> client.readLink(path));
    }

    @Override
    public Optional<FileAttributes> look(String path) {
        try {
            return Optional.of(Attributes.read(client.lstat(path)));
        } catch (SftpException e) {
            if (e.getStatus() == SftpConstants.SSH_FX_NO_SUCH_FILE) {
                return Optional.empty();
            }
            throw failed(e);
        } catch (IOException e) {
            throw lost();
        }
    }

    @Override
    public FileStream open(Permit permit, FileRequest request, Set<Mode> modes, FileAttributes attributes) {
        require(permit, request);
        Set<OpenMode> wanted = EnumSet.noneOf(OpenMode.class);
        if (request.operation() == FileRequest.Operation.READ) {
            wanted.add(OpenMode.Read);
        } else {
            wanted.add(OpenMode.Write);
            modes.forEach(mode -> wanted.add(
                    switch (mode) {
                        case READ -> OpenMode.Read;
                        case APPEND -> OpenMode.Append;
                        case CREATE -> OpenMode.Create;
                        case TRUNCATE -> OpenMode.Truncate;
                        case EXCLUSIVE -> OpenMode.Exclusive;
                    }));
        }
        SftpClient.CloseableHandle handle = call(() -> client.open(request.path(), wanted));
        return new Opened(handle);
    }

    @Override
    public List<FileEntry> list(Permit permit, FileRequest request, int atMost) {
        require(permit, request);
        return call(() -> {
            List<FileEntry> entries = new ArrayList<>();
            try (SftpClient.CloseableHandle handle = client.openDir(request.path())) {
                List<SftpClient.DirEntry> some = client.readDir(handle);
                while (some != null) {
                    for (SftpClient.DirEntry entry : some) {
                        if (entries.size() == atMost) {
                            throw failure(
                                    ErrorCode.LIMIT_EXCEEDED,
                                    "the directory has more than " + atMost
                                            + " names; list a part of it with a command",
                                    SftpConstants.SSH_FX_FAILURE);
                        }
                        entries.add(new FileEntry(entry.getFilename(), Attributes.read(entry.getAttributes())));
                    }
                    some = client.readDir(handle);
                }
            }
            return entries;
        });
    }

    @Override
    public FileAttributes attributes(Permit permit, FileRequest request) {
        require(permit, request);
        return call(() -> Attributes.read(client.lstat(request.path())));
    }

    @Override
    public String destination(Permit permit, FileRequest request) {
        require(permit, request);
        return call(() -> client.readLink(request.path()));
    }

    @Override
    public void change(Permit permit, FileRequest request, FileAttributes attributes) {
        require(permit, request);
        String path = request.path();
        String other = request.other().orElse("");
        call(() -> {
            switch (request.operation()) {
                case RENAME -> client.rename(path, other);
                case REMOVE -> client.remove(path);
                case MKDIR -> client.mkdir(path);
                case RMDIR -> client.rmdir(path);
                case LINK -> client.symLink(path, other);
                case ATTRIBUTES -> client.setStat(path, Attributes.written(attributes));
                case READ, LIST, STAT, WRITE -> throw new IllegalArgumentException("nothing is changed by that");
            }
            return true;
        });
    }

    /** What is done is what was judged. */
    private static void require(Permit permit, FileRequest request) {
        if (!permit.executable().equals(request.text())) {
            throw new IllegalArgumentException("the permit is for something else");
        }
    }

    private static <T> T call(Call<T> call) {
        try {
            return call.make();
        } catch (SftpException e) {
            throw failed(e);
        } catch (IOException e) {
            throw lost();
        }
    }

    private static TargetException failed(SftpException e) {
        String why = switch (e.getStatus()) {
            case SftpConstants.SSH_FX_NO_SUCH_FILE -> "there is no such file";
            case SftpConstants.SSH_FX_PERMISSION_DENIED -> "the host does not allow it";
            default -> "the host could not do it";
        };
        return failure(ErrorCode.TARGET_FAILED, why, e.getStatus());
    }

    private static TargetException lost() {
        return failure(
                ErrorCode.TARGET_LOST, "the connection to the host was lost", SftpConstants.SSH_FX_CONNECTION_LOST);
    }

    private static TargetException failure(ErrorCode code, String why, int status) {
        Effect effect = code == ErrorCode.TARGET_LOST ? Effect.SENT_UNKNOWN : Effect.NOT_SENT;
        return new TargetException(
                code,
                why,
                new TargetException.Report("", code.sqlState(), status, effect, List.of(), List.of(), Map.of()));
    }

    @Override
    public void close() {
        try {
            client.close();
        } catch (IOException e) {
            // closed is closed
        }
    }

    /** An open file. */
    private final class Opened implements FileStream {
        private final SftpClient.CloseableHandle handle;

        Opened(SftpClient.CloseableHandle handle) {
            this.handle = handle;
        }

        @Override
        public int read(long at, byte[] into, int length) {
            return call(() -> client.read(handle, at, into, 0, length));
        }

        @Override
        public void write(long at, byte[] bytes, int offset, int length) {
            call(() -> {
                client.write(handle, at, bytes, offset, length);
                return true;
            });
        }

        @Override
        public FileAttributes attributes() {
            return call(() -> Attributes.read(client.stat(handle)));
        }

        @Override
        public void close() {
            call(() -> {
                handle.close();
                return true;
            });
        }
    }
}
