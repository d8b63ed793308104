package dev.hoop.gateway.server.assembly;

import dev.hoop.gateway.api.GatewayException;
import dev.hoop.gateway.engine.policy.Policy;
import dev.hoop.gateway.server.assembly.policyfile.PolicyFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The policy in force. A changed file is read again when somebody {@linkplain #poll polls}; one that does not hold together changes
 * nothing, and is reported once. Any thread may ask; one polls.
 */
final class PolicySource implements Supplier<Policy> {
    private static final Logger LOG = LoggerFactory.getLogger(PolicySource.class);

    private final Optional<Path> place;
    private volatile Policy policy;
    private String seen;
    private volatile Consumer<Policy> requirement = sound -> {};

    private PolicySource(Optional<Path> place, Policy policy, String seen) {
        this.place = place;
        this.policy = policy;
        this.seen = seen;
    }

    static PolicySource fixed(Policy policy) {
        return new PolicySource(Optional.empty(), policy, "");
    }

    /**
     * Reads a file or directory, and watches it from then on.
     *
     * @throws GatewayException if the first policy does not hold together: there is no older one to keep
     */
    static PolicySource watching(Path place) {
        String seen = fingerprint(place); // before reading: a change in between is seen at the next poll
        return new PolicySource(Optional.of(place), PolicyFile.read(place), seen);
    }

    /**
     * Checks the policy in force, and from now on each that is to come.
     *
     * @throws GatewayException what the check throws for the policy in force; a later one that it refuses is not taken
     */
    void require(Consumer<Policy> check) {
        check.accept(policy);
        requirement = check;
    }

    @Override
    public Policy get() {
        return policy;
    }

    /** What a poll found. */
    enum Change {
        NONE,
        LOADED,
        REJECTED
    }

    Change poll() {
        if (place.isEmpty()) {
            return Change.NONE;
        }
        String now = fingerprint(place.get());
        if (now.equals(seen)) {
            return Change.NONE;
        }
        seen = now;
        try {
            return take(PolicyFile.read(place.get()));
        } catch (GatewayException mistakes) {
            LOG.atError()
                    .setMessage("the changed policy is not taken; the one before stays in force")
                    .addKeyValue("policy", place.get())
                    .addKeyValue("version", policy.version())
                    .addKeyValue("mistakes", mistakes.getMessage())
                    .log();
            return Change.REJECTED;
        }
    }

    private Change take(Policy next) {
        if (next.version().equals(policy.version())) {
            return Change.NONE;
        }
        requirement.accept(next);
        policy = next;
        LOG.atInfo()
                .setMessage("a changed policy is in force")
                .addKeyValue("policy", place.map(Path::toString).orElse(""))
                .addKeyValue("version", next.version())
                .log();
        return Change.LOADED;
    }

    /** Names, times and sizes: enough to notice a change; what the change is, the content says. */
    private static String fingerprint(Path place) {
        StringBuilder all = new StringBuilder();
        try {
            for (Path file : files(place)) {
                BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
                all.append(file.getFileName())
                        .append(' ')
                        .append(attributes.lastModifiedTime().toMillis())
                        .append(' ')
                        .append(attributes.size())
                        .append(' ')
                        .append(attributes.fileKey())
                        .append('\n');
            }
        } catch (IOException e) {
            all.append("unreadable");
        }
        return all.toString();
    }

    private static List<Path> files(Path place) throws IOException {
        if (!Files.isDirectory(place)) {
            return List.of(place);
        }
        try (Stream<Path> entries = Files.list(place)) {
            return entries.filter(Files::isRegularFile).sorted().toList();
        }
    }
}
