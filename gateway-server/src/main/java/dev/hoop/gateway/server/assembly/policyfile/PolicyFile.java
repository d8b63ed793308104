package dev.hoop.gateway.server.assembly.policyfile;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.hoop.gateway.api.ErrorCode;
import dev.hoop.gateway.api.GatewayException;
import dev.hoop.gateway.engine.policy.Policy;
import dev.hoop.gateway.engine.policy.document.InvalidPolicyException;
import dev.hoop.gateway.engine.policy.document.PolicyNode;
import dev.hoop.gateway.engine.policy.document.PolicyProblem;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Reads a policy from a YAML file, from all {@code .yaml} and {@code .yml} files of a directory in the order of their names, or from a
 * text. All of it holds together, or none of it is taken. The gateway's own configuration may stand elsewhere; a policy holds no secrets.
 */
public final class PolicyFile {
    private PolicyFile() {}

    /**
     * The policy of a file or directory.
     *
     * @throws InvalidPolicyException with every mistake, each with file, line and column
     * @throws GatewayException {@code CONFIGURATION_INVALID} if it cannot be read
     */
    public static Policy read(Path place) {
        List<PolicyNode> documents = new ArrayList<>();
        List<PolicyProblem> problems = new ArrayList<>();
        for (Path file : files(place)) {
            try {
                documents.add(YamlTree.read(name(place, file), text(file)));
            } catch (InvalidPolicyException e) {
                problems.addAll(e.problems());
            }
        }
        if (!problems.isEmpty()) {
            throw new InvalidPolicyException(problems);
        }
        return Policy.of(documents);
    }

    /**
     * The policy of a text.
     *
     * @param name how messages call the text
     * @throws InvalidPolicyException with every mistake, each with line and column
     */
    public static Policy parse(String name, String text) {
        return Policy.of(List.of(YamlTree.read(name, text)));
    }

    private static List<Path> files(Path place) {
        if (!Files.isDirectory(place)) {
            return List.of(place);
        }
        try (Stream<Path> entries = Files.list(place)) {
            List<Path> files = entries.filter(PolicyFile::isYaml).sorted().toList();
            if (files.isEmpty()) {
                throw unreadable(
                        "the policy directory " + place + " holds no .yaml file; put one there or name a file");
            }
            return files;
        } catch (IOException e) {
            throw unreadable("the policy directory " + place + " cannot be listed; check that it may be read");
        }
    }

    private static boolean isYaml(Path file) {
        String name = file.getFileName().toString();
        return !name.startsWith(".") && (name.endsWith(".yaml") || name.endsWith(".yml")) && Files.isRegularFile(file);
    }

    private static String name(Path place, Path file) {
        Path name = place.equals(file) ? file.getFileName() : place.relativize(file);
        return name == null ? file.toString() : name.toString();
    }

    private static String text(Path file) {
        try {
            return UTF_8.newDecoder()
                    .decode(ByteBuffer.wrap(Files.readAllBytes(file)))
                    .toString();
        } catch (CharacterCodingException e) {
            throw unreadable("the policy file " + file + " is not UTF-8; save it as UTF-8");
        } catch (IOException e) {
            throw unreadable("the policy file " + file + " cannot be read; check that it exists and may be read");
        }
    }

    private static GatewayException unreadable(String message) {
        return new GatewayException(ErrorCode.CONFIGURATION_INVALID, message);
    }
}
