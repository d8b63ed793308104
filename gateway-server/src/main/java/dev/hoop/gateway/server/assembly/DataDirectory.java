package dev.hoop.gateway.server.assembly;

import dev.hoop.gateway.api.ErrorCode;
import dev.hoop.gateway.api.GatewayException;
import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Where one gateway keeps what is its own, readable by its owner alone.
 *
 * <pre>
 *  state.mv.db      approvals and tokens, unless there is a shared store
 *  trail/           the signed log, its keys in trail/keys
 *  masks.key        the secret behind keyed hashes, unless it is kept elsewhere
 *  ssh/             keys of the door for SSH, and those that certify
 *  recordings/      encrypted recordings, their key in recordings/keys
 *  control          the socket by which the command line reaches the running gateway
 * </pre>
 */
public record DataDirectory(Path root) {
    /**
     * Makes the directory if there is none.
     *
     * @throws GatewayException {@code CONFIGURATION_INVALID} if it cannot be used
     */
    public static DataDirectory at(Path root) {
        try {
            if (!Files.isDirectory(root)) {
                Files.createDirectories(root);
                ownerOnly(root);
            }
            return new DataDirectory(root);
        } catch (IOException e) {
            throw new GatewayException(
                    ErrorCode.CONFIGURATION_INVALID,
                    "the data directory " + root + " cannot be made; check its path and who may write there",
                    e);
        }
    }

    /** One that {@link #delete} is meant for. */
    static DataDirectory temporary() {
        try {
            return new DataDirectory(Files.createTempDirectory("hoop-gateway-"));
        } catch (IOException e) {
            throw new GatewayException(
                    ErrorCode.CONFIGURATION_INVALID, "no temporary directory can be made; check java.io.tmpdir", e);
        }
    }

    public Path trail() {
        return root.resolve("trail");
    }

    public Path recordings() {
        return root.resolve("recordings");
    }

    public Path ssh() {
        return root.resolve("ssh");
    }

    public Path control() {
        return root.resolve("control");
    }

    void delete() throws IOException {
        List<Path> all;
        try (Stream<Path> found = Files.walk(root)) {
            all = found.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path path : all) {
            Files.deleteIfExists(path);
        }
    }

    private static void ownerOnly(Path directory) throws IOException {
        FileStore store = Files.getFileStore(directory);
        if (store.supportsFileAttributeView("posix")) {
            Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx------"));
        }
    }
}
