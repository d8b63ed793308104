package dev.hoop.gateway.server.assembly.commands;

import dev.hoop.gateway.api.ErrorCode;
import dev.hoop.gateway.api.GatewayException;
import dev.hoop.gateway.engine.FactsJson;
import dev.hoop.gateway.server.trail.file.evidence.EvidenceVerifier;
import dev.hoop.gateway.server.trail.file.record.CheckpointKey;
import dev.hoop.gateway.server.trail.file.record.MalformedLineException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code hoop evidence}: checks what a campaign of reviews has left behind; needs the file and a public key, and no gateway. */
@Command(
        name = "evidence",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        synopsisSubcommandLabel = "COMMAND",
        description = "Verify evidence of campaigns.")
public final class EvidenceCommand {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Command(
            name = "verify",
            mixinStandardHelpOptions = true,
            versionProvider = Version.class,
            description =
                    "Check evidence against the public keys of the trails it is from. Exits 0 when it holds, 1 when it does not.")
    int verify(
            @Mixin Output output,
            @Parameters(paramLabel = "FILE", description = "as 'hoop reviews export' has written it") Path file,
            @Option(
                            names = "--public-key",
                            paramLabel = "FILE",
                            required = true,
                            description =
                                    "a copy of a trail's checkpoint.pub that was made before; once for each gateway at which people"
                                            + " answered")
                    List<Path> publicKeys) {
        EvidenceVerifier.Finding finding = EvidenceVerifier.verify(
                bytes(file), publicKeys.stream().map(EvidenceCommand::key).toList());
        PrintWriter out = out();
        if (output.isJson()) {
            out.printf(
                    "{\"sound\":%s,\"campaign\":%s,\"name\":%s,\"trails\":%d,\"grants\":%d,\"decided\":%d,\"proven\":%d,\"problems\":%s}%n",
                    finding.sound(),
                    FactsJson.quoted(finding.campaign()),
                    FactsJson.quoted(finding.name()),
                    finding.trails(),
                    finding.grants(),
                    finding.decided(),
                    finding.proven(),
                    finding.problems().stream().map(FactsJson::quoted).collect(Collectors.joining(",", "[", "]")));
        } else {
            out.printf(
                    "%s: %s%n  campaign %s %s: %d grants, %d decided, %d of these proven by %d trails%n",
                    file,
                    finding.sound() ? "holds" : "does NOT hold",
                    ApprovalsCommand.visible(finding.campaign()),
                    ApprovalsCommand.visible(finding.name()),
                    finding.grants(),
                    finding.decided(),
                    finding.proven(),
                    finding.trails());
            finding.problems().forEach(problem -> out.printf("  PROBLEM: %s%n", ApprovalsCommand.visible(problem)));
        }
        out.flush();
        return finding.sound() ? 0 : 1;
    }

    private static byte[] bytes(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new GatewayException(
                    ErrorCode.INVALID_REQUEST, file + " cannot be read; name the file of evidence", e);
        }
    }

    private static CheckpointKey key(Path file) {
        try {
            return CheckpointKey.parse(Files.readString(file, StandardCharsets.UTF_8));
        } catch (IOException | MalformedLineException e) {
            throw new GatewayException(
                    ErrorCode.INVALID_REQUEST,
                    file + " is no public key of a trail; name a copy of its checkpoint.pub",
                    e);
        }
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }
}
