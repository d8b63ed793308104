package dev.hoop.gateway.server.gate;

import dev.hoop.gateway.api.Effect;
import dev.hoop.gateway.api.ErrorCode;
import dev.hoop.gateway.api.GatewayException;
import dev.hoop.gateway.api.approval.ApprovalListener;
import dev.hoop.gateway.engine.FileAttributes;
import dev.hoop.gateway.engine.FileEntry;
import dev.hoop.gateway.engine.FileStream;
import dev.hoop.gateway.engine.policy.Permit;
import dev.hoop.gateway.engine.policy.Policy;
import dev.hoop.gateway.engine.shell.FileRequest;
import dev.hoop.gateway.engine.shell.FileRequest.Operation;
import dev.hoop.gateway.engine.sql.SessionSettings;
import dev.hoop.gateway.server.ports.targets.FileLink;
import dev.hoop.gateway.server.ports.targets.TargetException;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The files of one host, as one channel uses them. Each operation is judged by the path that the host itself gives a place, recorded, and
 * then done on that path and no other. One thread at a time; {@link #cancel} by any.
 */
public final class FileDesk implements AutoCloseable {
    /** What a caller may want to do with a file it opens. */
    public enum Opening {
        READ,
        APPEND,
        CREATE,
        TRUNCATE,
        EXCLUSIVE
    }

    private static final int MOST_ENTRIES = 100_000;

    private final Stay stay;
    private final FileLink link;
    private final PlaceNames names;
    private final long mostBytes;
    private final long keptBytes;
    private final ApprovalListener listener;
    private final Wish wish = new Wish();
    private final Crossing crossing;

    FileDesk(Stay stay, FileLink link, HostReading reading, SessionSettings settings, ApprovalListener listener) {
        this.stay = stay;
        this.link = link;
        this.names = new PlaceNames(link, reading.home());
        this.mostBytes = reading.mostFileBytes();
        this.keptBytes = reading.keptFileBytes();
        this.listener = listener;
        this.crossing = new Crossing(stay, wish, () -> settings, () -> false);
    }

    /** What a step does once it is permitted. */
    private interface Step<T> {
        T take(Permit permit, Tally tally, Ending ending);
    }

    /** A path without steps, from the account's home. Asks nobody and says nothing of what is there. */
    public String plain(String path) {
        return names.plain(path);
    }

    /** Opens a file to read it. Refused where contents are masked: files are handed over whole. */
    public FileStream read(String path) {
        FileRequest request = new FileRequest(Operation.READ, names.followed(path));
        return travel(request, (permit, tally, ending) -> {
            requireUnmasked(permit);
            return opened(request, Set.of(), FileAttributes.NONE, permit, tally, ending);
        });
    }

    private boolean isMasked(Permit permit) {
        boolean hidesSecrets = !stay.policy().literals(stay.target().name()).isEmpty();
        return hidesSecrets || !permit.obligations().plan().content().isEmpty();
    }

    private void requireUnmasked(Permit permit) {
        if (isMasked(permit)) {
            throw new GatewayException(
                    ErrorCode.NOT_SUPPORTED,
                    "contents are masked on this target, and files are not: read it with a command, whose output is");
        }
    }

    /** Opens a file to write it. Where it is to be read through the same handle, that is judged by itself and first. */
    public FileStream write(String path, Set<Opening> how, FileAttributes attributes) {
        if (how.contains(Opening.READ)) {
            once(new FileRequest(Operation.READ, names.followed(path)), permit -> {
                requireUnmasked(permit);
                return true;
            });
        }
        FileRequest request = new FileRequest(Operation.WRITE, names.followed(path));
        return travel(request, (permit, tally, ending) -> opened(request, how, attributes, permit, tally, ending));
    }

    private FileStream opened(
            FileRequest request,
            Set<Opening> how,
            FileAttributes attributes,
            Permit permit,
            Tally tally,
            Ending ending) {
        Set<FileLink.Mode> modes = EnumSet.noneOf(FileLink.Mode.class);
        how.forEach(each -> modes.add(FileLink.Mode.valueOf(each.name())));
        FileStream stream = link.open(permit, request, modes, attributes);
        if (!names.followed(request.path()).equals(request.path())) { // a link was put there in between
            stream.close();
            throw new GatewayException(ErrorCode.PLAN_MISMATCH, "the place changed while it was opened; try again");
        }
        // where contents are masked, none is kept as it was
        ContentCopy copy = new ContentCopy(stay, permit.receipt(), isMasked(permit) ? 0 : keptBytes);
        return new GuardedFile(stream, mostBytes, copy, tally, ending);
    }

    /** The names in a directory. */
    public List<FileEntry> list(String path) {
        FileRequest request = new FileRequest(Operation.LIST, names.followed(path));
        return once(request, permit -> link.list(permit, request, MOST_ENTRIES));
    }

    /** What a file is, behind links. */
    public FileAttributes attributes(String path) {
        FileRequest request = new FileRequest(Operation.STAT, names.followed(path));
        return once(request, permit -> link.attributes(permit, request));
    }

    /** What stands under a name, which may be a link. */
    public FileAttributes linkAttributes(String path) {
        FileRequest request = new FileRequest(Operation.STAT, names.unfollowed(path));
        return once(request, permit -> link.attributes(permit, request));
    }

    /** Where a link leads. */
    public String destination(String path) {
        FileRequest request = new FileRequest(Operation.STAT, names.unfollowed(path));
        return once(request, permit -> link.destination(permit, request));
    }

    public void remove(String path) {
        change(new FileRequest(Operation.REMOVE, names.unfollowed(path)), FileAttributes.NONE);
    }

    public void makeDirectory(String path, FileAttributes attributes) {
        change(new FileRequest(Operation.MKDIR, names.unfollowed(path)), attributes);
    }

    public void removeDirectory(String path) {
        change(new FileRequest(Operation.RMDIR, names.unfollowed(path)), FileAttributes.NONE);
    }

    public void setAttributes(String path, FileAttributes attributes) {
        change(new FileRequest(Operation.ATTRIBUTES, names.followed(path)), attributes);
    }

    public void rename(String from, String to) {
        change(
                new FileRequest(Operation.RENAME, names.unfollowed(from), Optional.of(names.unfollowed(to))),
                FileAttributes.NONE);
    }

    /** Makes a link. Where it leads is judged too, as a place from the link's own directory. */
    public void link(String path, String destination) {
        String place = names.unfollowed(path);
        change(
                new FileRequest(Operation.LINK, place, Optional.of(names.from(place, destination))),
                FileAttributes.NONE);
    }

    private void change(FileRequest request, FileAttributes attributes) {
        once(request, permit -> {
            link.change(permit, request, attributes);
            return true;
        });
    }

    private <T> T once(FileRequest request, java.util.function.Function<Permit, T> action) {
        return travel(request, (permit, tally, ending) -> {
            T done = action.apply(permit);
            ending.succeeded();
            return done;
        });
    }

    private <T> T travel(FileRequest request, Step<T> step) {
        stay.requireOpen();
        wish.begin(stay);
        Policy policy = stay.policy();
        Crossing.Passage passage = crossing.judged(
                policy, HostClaims.of(stay, request.text(), request.facts()), Optional.empty(), listener);
        Tally tally = new Tally();
        Crossing.Started started = crossing.start(policy, passage, tally, Ending.Aftermath.NONE);
        Ending ending = started.ending();
        try {
            crossing.requireGoOn(started.permit());
            return step.take(started.permit(), tally, ending);
        } catch (TargetException failure) {
            throw ending.failed(failure);
        } catch (GatewayException stopped) {
            ending.stopped(stopped, Effect.NOT_SENT);
            throw stopped;
        } catch (RuntimeException | Error e) {
            ending.broke();
            throw e;
        }
    }

    /** What waits for people is withdrawn. */
    public void cancel() {
        wish.say(Wish.Kind.WITHDRAW);
    }

    @Override
    public void close() {
        wish.say(Wish.Kind.WITHDRAW);
        link.close();
    }
}
