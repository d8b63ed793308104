package dev.hoop.gateway.server.secrets.masks;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.hoop.gateway.api.ErrorCode;
import dev.hoop.gateway.api.GatewayException;
import dev.hoop.gateway.engine.masking.MaskKeys;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The keys of keyed hashes, derived from secrets kept outside the policy: HMAC-SHA-256 of the key's id and the domain's name. The first
 * secret is in force; those behind it are older ones, which classes may still name. Gateways that shall hash alike have the same secrets under
 * the same ids; another secret, or another id, gives other hashes everywhere. Thread-safe.
 */
public final class MaskKeyFile implements MaskKeys {
    private static final int KEY_BYTES = 32;
    private static final Set<PosixFilePermission> OWNER = PosixFilePermissions.fromString("rw-------");
    private static final Set<PosixFilePermission> OTHERS = PosixFilePermissions.fromString("---rwxrwx");

    private static final String FIRST = "first";
    private static final Pattern LINE = Pattern.compile("(?:([A-Za-z0-9][A-Za-z0-9_.-]{0,31})\\s+)?([0-9a-fA-F]{64})");
    private static final String FORM =
            "is not lines of an id and 64 hexadecimal digits, each id once, the key in force first";

    private final Map<String, SecretKeySpec> secrets;
    private final String current;

    private MaskKeyFile(Map<String, SecretKeySpec> secrets) {
        this.secrets = Map.copyOf(secrets);
        this.current = secrets.keySet().iterator().next();
    }

    /**
     * The keys from a file, which is made, for its owner alone, if there is none.
     *
     * @throws GatewayException {@code CONFIGURATION_INVALID} if it cannot be made or read, others may read it, or it holds something else
     */
    public static MaskKeyFile open(Path file) {
        try {
            if (Files.notExists(file)) {
                make(file);
            }
            return read(file);
        } catch (IOException e) {
            throw invalid(file.toString(), "cannot be made or read; check its path and who may read it", e);
        }
    }

    /**
     * The keys from where a reference says: {@code env:NAME}, {@code file:path} of a file that is there, or the path of one that is made.
     *
     * @param environment the variables of the process
     * @throws GatewayException as {@link #open(Path)}, or if there is no such variable or file
     */
    public static MaskKeyFile open(String reference, Map<String, String> environment) {
        if (reference.startsWith("env:")) {
            String value = environment.getOrDefault(reference.substring(4), "");
            return new MaskKeyFile(keys(reference, value.replace(',', '\n')));
        }
        try {
            return reference.startsWith("file:") ? read(Path.of(reference.substring(5))) : open(Path.of(reference));
        } catch (IOException | InvalidPathException e) {
            throw invalid(reference, "cannot be read; check its path and who may read it", e);
        }
    }

    private static void make(Path file) throws IOException {
        Path directory = file.toAbsolutePath().getParent();
        if (directory != null) {
            Files.createDirectories(directory);
        }
        byte[] fresh = new byte[KEY_BYTES];
        new SecureRandom().nextBytes(fresh);
        // whole before it has its name: neither a crash nor a gateway that starts at the same time finds half a key
        Path written = file.resolveSibling(file.getFileName() + "." + UUID.randomUUID() + ".new");
        FileAttribute<?>[] owner = isPosix(file)
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(OWNER)}
                : new FileAttribute<?>[0];
        try {
            Files.createFile(written, owner);
            Files.writeString(
                    written, FIRST + " " + HexFormat.of().formatHex(fresh) + "\n", US_ASCII, StandardOpenOption.SYNC);
            Files.createLink(file, written);
        } catch (FileAlreadyExistsException e) {
            // another gateway was first: its key counts
        } finally {
            Files.deleteIfExists(written);
        }
    }

    private static MaskKeyFile read(Path file) throws IOException {
        if (isPosix(file) && Files.getPosixFilePermissions(file).stream().anyMatch(OTHERS::contains)) {
            throw invalid(file.toString(), "may be read by others than its owner; chmod 600 it", null);
        }
        return new MaskKeyFile(keys(file.toString(), Files.readString(file, ISO_8859_1)));
    }

    /** The keys by their ids; a lone key needs no id. */
    private static Map<String, SecretKeySpec> keys(String place, String text) {
        List<String> lines = text.lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                .toList();
        Map<String, SecretKeySpec> keys = new LinkedHashMap<>();
        for (String line : lines) {
            Matcher found = LINE.matcher(line);
            boolean fits = found.matches() && (found.group(1) != null || lines.size() == 1);
            String id = !fits || found.group(1) == null ? FIRST : found.group(1);
            if (!fits || keys.containsKey(id)) {
                throw invalid(place, FORM, null); // without the content
            }
            keys.put(id, new SecretKeySpec(HexFormat.of().parseHex(found.group(2)), "HmacSHA256"));
        }
        if (keys.isEmpty()) {
            throw invalid(place, FORM, null);
        }
        return keys;
    }

    private static boolean isPosix(Path file) {
        return file.getFileSystem().supportedFileAttributeViews().contains("posix");
    }

    private static GatewayException invalid(
            String place, String problem, @org.jspecify.annotations.Nullable Throwable cause) {
        return new GatewayException(
                ErrorCode.CONFIGURATION_INVALID, "the key of keyed hashes in %s %s".formatted(place, problem), cause);
    }

    @Override
    public Optional<byte[]> key(String domain, String id) {
        String chosen = id.equals(CURRENT) ? current : id;
        SecretKeySpec secret = secrets.get(chosen);
        if (secret == null) {
            return Optional.empty();
        }
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(secret);
            return Optional.of(mac.doFinal(("hoop-mask-key/2\n" + chosen + "\n" + domain).getBytes(UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has HmacSHA256", e);
        }
    }
}
