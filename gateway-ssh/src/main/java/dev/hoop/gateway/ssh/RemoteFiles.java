package dev.hoop.gateway.ssh;

import dev.hoop.gateway.api.Effect;
import dev.hoop.gateway.api.ErrorCode;
import dev.hoop.gateway.api.GatewayException;
import dev.hoop.gateway.remote.failure.ConnectionLostException;
import dev.hoop.gateway.remote.failure.RequestFailedException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.sftp.client.SftpClient;
import org.apache.sshd.sftp.common.SftpConstants;
import org.apache.sshd.sftp.common.SftpException;

/**
 * The files of a target. The gateway judges every operation by itself; one that is held waits until people have decided. Operations are done
 * one after the other. Thread-safe; each stream for one thread at a time.
 */
public final class RemoteFiles implements AutoCloseable {
    private static final int KIND_BITS = ~07777;

    private final SftpClient client;

    private RemoteFiles(SftpClient client) {
        this.client = client;
    }

    static RemoteFiles open(ClientSession session, Map<String, String> variables, Notices notices) {
        try {
            return new RemoteFiles(NoticedSftp.open(session, variables, notices));
        } catch (IOException e) {
            notices.failure().ifPresent(told -> {
                throw new RequestFailedException(told);
            });
            throw failure(e);
        }
    }

    /** What a directory holds, without itself and its parent. */
    public List<RemoteFile> list(String directory) {
        return done(() -> {
            List<RemoteFile> files = new ArrayList<>();
            for (SftpClient.DirEntry entry : client.readDir(directory)) {
                if (!entry.getFilename().equals(".") && !entry.getFilename().equals("..")) {
                    files.add(file(entry.getFilename(), entry.getAttributes()));
                }
            }
            return files;
        });
    }

    /** What stands at a path; the end of links, where it leads over some. */
    public RemoteFile stat(String path) {
        return done(() -> file(path, client.stat(path)));
    }

    /** Reads a file. What goes wrong later than its opening is an {@link IOException} of the stream. */
    public InputStream read(String path) {
        return done(() -> client.read(path));
    }

    /** Writes a file, a new one or over an old one. It is whole once the stream is closed without an exception. */
    public OutputStream write(String path) {
        return done(() -> client.write(path));
    }

    /** Gives a file another place on the same target. */
    public void rename(String from, String to) {
        done(() -> {
            client.rename(from, to);
            return true;
        });
    }

    /** Removes a file. */
    public void remove(String path) {
        done(() -> {
            client.remove(path);
            return true;
        });
    }

    /** Makes a directory. */
    public void makeDirectory(String path) {
        done(() -> {
            client.mkdir(path);
            return true;
        });
    }

    /** Removes an empty directory. */
    public void removeDirectory(String path) {
        done(() -> {
            client.rmdir(path);
            return true;
        });
    }

    private interface Operation<T> {
        T run() throws IOException;
    }

    /**
     * Wraps what can go wrong.
     *
     * @throws GatewayException {@code DENIED_BY_POLICY} if gateway or host do not allow it, {@code TARGET_FAILED} if the host cannot do it
     */
    private static <T> T done(Operation<T> operation) {
        try {
            return operation.run();
        } catch (IOException e) {
            throw failure(e);
        }
    }

    private static GatewayException failure(IOException e) {
        if (e instanceof SftpException told) {
            ErrorCode code = told.getStatus() == SftpConstants.SSH_FX_PERMISSION_DENIED
                    ? ErrorCode.DENIED_BY_POLICY
                    : ErrorCode.TARGET_FAILED;
            return new GatewayException(code, String.valueOf(told.getMessage()), e);
        }
        return new ConnectionLostException(
                ErrorCode.CONNECTION_LOST,
                Effect.SENT_UNKNOWN,
                "the connection to the gateway ended before the operation did",
                e);
    }

    private static RemoteFile file(String name, SftpClient.Attributes attributes) {
        RemoteFile.Kind kind = RemoteFile.Kind.OTHER;
        if (attributes.isRegularFile()) {
            kind = RemoteFile.Kind.FILE;
        } else if (attributes.isDirectory()) {
            kind = RemoteFile.Kind.DIRECTORY;
        } else if (attributes.isSymbolicLink()) {
            kind = RemoteFile.Kind.LINK;
        }
        return new RemoteFile(
                name,
                kind,
                attributes.getSize(),
                attributes.getPermissions() & ~KIND_BITS,
                attributes.getModifyTime().toInstant());
    }

    /** Ends the work with files; what was opened is closed. */
    @Override
    public void close() {
        try {
            client.close();
        } catch (IOException e) {
            // the connection had ended before
        }
    }
}
