package dev.hoop.gateway.server.trail.file.log;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.hoop.gateway.server.ports.audit.AuditUnavailableException;
import dev.hoop.gateway.server.trail.file.record.CheckpointKey;
import dev.hoop.gateway.server.trail.file.record.CheckpointSigner;
import dev.hoop.gateway.server.trail.file.record.MalformedLineException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;

/**
 * The keys of a trail, made at its first start and readable by their owner alone: {@code checkpoint.key} signs, {@code checkpoint.pub}
 * verifies (give it to auditors), {@code parameters.key} digests the values of parameters.
 */
public final class TrailKeys {
    private static final String PRIVATE = "checkpoint.key";
    private static final String PUBLIC = "checkpoint.pub";
    private static final String PARAMETERS = "parameters.key";
    private static final String PEM_BEGIN = "-----BEGIN PRIVATE KEY-----\n";
    private static final String PEM_END = "-----END PRIVATE KEY-----\n";

    private final CheckpointSigner signer;
    private final byte[] parameters;

    private TrailKeys(CheckpointSigner signer, byte[] parameters) {
        this.signer = signer;
        this.parameters = parameters;
    }

    public CheckpointSigner signer() {
        return signer;
    }

    /**
     * The signer of the trail in this directory, which has its keys already.
     *
     * @throws AuditUnavailableException if they cannot be read
     */
    public static CheckpointSigner signer(Path keys) {
        try {
            return open(Disk.local(), keys, false).signer();
        } catch (IOException e) {
            throw new AuditUnavailableException("the keys of the trail in %s cannot be read".formatted(keys), e);
        }
    }

    /** The key for digests of parameters. */
    public byte[] parameters() {
        return parameters.clone();
    }

    /** Where the public key of a trail is that keeps its keys below itself. */
    public static Path publicKey(Path directory) {
        return directory.resolve("keys").resolve(PUBLIC);
    }

    /**
     * The keys in a directory, made if there are none.
     *
     * @param mayMake false when the trail has records already, so that its keys must be there
     */
    static TrailKeys open(Disk disk, Path directory, boolean mayMake) throws IOException {
        Disk.makeDirectory(directory);
        if (Files.notExists(directory.resolve(PUBLIC))) {
            if (!mayMake) {
                throw new AuditUnavailableException(
                        "the trail has records, but its keys are not in %s; bring them back, or move the trail away to start a new one"
                                .formatted(directory),
                        null);
            }
            make(disk, directory);
        }
        try {
            CheckpointKey key = CheckpointKey.parse(Files.readString(directory.resolve(PUBLIC), UTF_8));
            String pem = Files.readString(directory.resolve(PRIVATE), US_ASCII);
            byte[] pkcs8 =
                    Base64.getMimeDecoder().decode(pem.replace(PEM_BEGIN, "").replace(PEM_END, ""));
            byte[] parameters = HexFormat.of()
                    .parseHex(Files.readString(directory.resolve(PARAMETERS), US_ASCII)
                            .strip());
            return new TrailKeys(CheckpointSigner.of(key, pkcs8), parameters);
        } catch (MalformedLineException | IllegalArgumentException e) {
            throw new AuditUnavailableException(
                    "the keys of the trail in %s cannot be read: %s".formatted(directory, e.getMessage()), e);
        }
    }

    private static void make(Disk disk, Path directory) throws IOException {
        SecureRandom random = new SecureRandom();
        byte[] id = new byte[8];
        random.nextBytes(id);
        byte[] parameters = new byte[32];
        random.nextBytes(parameters);
        CheckpointSigner.Made made =
                CheckpointSigner.make("hoop.dev/trail/" + HexFormat.of().formatHex(id));
        String pem =
                PEM_BEGIN + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(made.pkcs8()) + "\n" + PEM_END;
        write(disk, directory, PRIVATE, pem);
        write(disk, directory, PARAMETERS, HexFormat.of().formatHex(parameters) + "\n");
        // Last, because its presence says that the others are whole.
        write(disk, directory, PUBLIC, made.signer().publicKey().text() + "\n");
    }

    private static void write(Disk disk, Path directory, String name, String text) throws IOException {
        Path temporary = directory.resolve(name + ".new");
        try (FileChannel channel = disk.open(temporary)) {
            channel.truncate(0);
            ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(UTF_8));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
        Files.move(temporary, directory.resolve(name), StandardCopyOption.ATOMIC_MOVE);
        Disk.sync(directory);
    }
}
