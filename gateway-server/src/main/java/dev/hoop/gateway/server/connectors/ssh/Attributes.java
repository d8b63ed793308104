package dev.hoop.gateway.server.connectors.ssh;

import dev.hoop.gateway.engine.FileAttributes;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.apache.sshd.sftp.client.SftpClient;
import org.apache.sshd.sftp.client.SftpClient.Attribute;

/** Attributes of files as the library has them, and as we have them. */
final class Attributes {
    private Attributes() {}

    static FileAttributes read(SftpClient.Attributes from) {
        Set<Attribute> known = from.getFlags();
        boolean owned = known.contains(Attribute.UidGid);
        return new FileAttributes(
                known.contains(Attribute.Size) ? OptionalLong.of(from.getSize()) : OptionalLong.empty(),
                owned ? OptionalInt.of(from.getUserId()) : OptionalInt.empty(),
                owned ? OptionalInt.of(from.getGroupId()) : OptionalInt.empty(),
                known.contains(Attribute.Perms) ? OptionalInt.of(from.getPermissions()) : OptionalInt.empty(),
                known.contains(Attribute.AccessTime)
                        ? OptionalLong.of(from.getAccessTime().to(TimeUnit.SECONDS))
                        : OptionalLong.empty(),
                known.contains(Attribute.ModifyTime)
                        ? OptionalLong.of(from.getModifyTime().to(TimeUnit.SECONDS))
                        : OptionalLong.empty());
    }

    static SftpClient.Attributes written(FileAttributes from) {
        SftpClient.Attributes to = new SftpClient.Attributes();
        from.size().ifPresent(to::setSize);
        if (from.owner().isPresent() && from.group().isPresent()) {
            to.owner(from.owner().getAsInt(), from.group().getAsInt());
        }
        from.permissions().ifPresent(to::setPermissions);
        if (from.accessedAt().isPresent() && from.modifiedAt().isPresent()) {
            to.accessTime(from.accessedAt().getAsLong(), TimeUnit.SECONDS);
            to.modifyTime(from.modifiedAt().getAsLong(), TimeUnit.SECONDS);
        }
        return to;
    }
}
