package dev.hoop.gateway.server.ports.targets;

import dev.hoop.gateway.engine.FileAttributes;
import dev.hoop.gateway.engine.FileEntry;
import dev.hoop.gateway.engine.FileStream;
import dev.hoop.gateway.engine.policy.Permit;
import dev.hoop.gateway.engine.shell.FileRequest;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The files of a host. What is done is what the permit allows: a request whose text is another one is refused. Every method may throw {@link
 * TargetException}, whose vendor code is the SFTP status. One thread at a time.
 */
public interface FileLink extends AutoCloseable {
    /** How a file is opened for writing; a request to read opens for reading alone. */
    enum Mode {
        READ,
        APPEND,
        CREATE,
        TRUNCATE,
        EXCLUSIVE
    }

    /** What the host calls the place where a session begins. */
    String home();

    /** Where a link leads, as it is written. Only the gate asks, to find out which place is meant, and shows it to nobody. */
    String destination(String path);

    /** What the host knows of a place, links not followed; empty when nothing is there. Only the gate looks, and shows it to nobody. */
    Optional<FileAttributes> look(String path);

    FileStream open(Permit permit, FileRequest request, Set<Mode> modes, FileAttributes attributes);

    /** The names in a directory, at most so many. */
    List<FileEntry> list(Permit permit, FileRequest request, int atMost);

    FileAttributes attributes(Permit permit, FileRequest request);

    /** Where a link leads, for its subject. */
    String destination(Permit permit, FileRequest request);

    /** Renames, removes, makes or changes, as the request says. */
    void change(Permit permit, FileRequest request, FileAttributes attributes);

    @Override
    void close();
}
