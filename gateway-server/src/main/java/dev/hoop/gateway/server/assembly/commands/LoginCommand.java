package dev.hoop.gateway.server.assembly.commands;

import dev.hoop.gateway.api.ErrorCode;
import dev.hoop.gateway.api.GatewayException;
import dev.hoop.gateway.server.identities.oidc.DeviceFlow;
import dev.hoop.gateway.server.identities.oidc.OpenIdProvider;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;

/** Signs a person in at an identity provider and keeps the token where the other commands find it. */
@Command(
        name = "login",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = "Sign in at your identity provider; confirm a code with any browser.")
public final class LoginCommand implements Callable<Integer> {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--issuer",
            paramLabel = "URL",
            description = "the identity provider; without one, the token that is there already is used for --ssh-key")
    private String issuer = "";

    @Option(
            names = "--client",
            paramLabel = "ID",
            defaultValue = "hoop-cli",
            description = "what the provider calls this command line (default: ${DEFAULT-VALUE})")
    private String client = "";

    @Option(
            names = "--client-secret-file",
            paramLabel = "FILE",
            description = "holds the client's secret, where the provider wants one")
    private @Nullable Path secretFile;

    @Option(
            names = "--scopes",
            paramLabel = "SCOPES",
            defaultValue = "openid",
            description = "separated by spaces (default: ${DEFAULT-VALUE}); empty for none")
    private String scopes = "";

    @Mixin
    private PageLogin gateway = new PageLogin();

    @Option(
            names = "--ssh-key",
            paramLabel = "FILE",
            description =
                    "have this key certified by the gateway at --page, for ssh; it is made if there is none, and the certificate is kept beside it")
    private @Nullable Path sshKey;

    @Option(
            names = "--minutes",
            paramLabel = "N",
            defaultValue = "480",
            description = "how long the certificate is good for, at most (default: ${DEFAULT-VALUE})")
    private int minutes = 480;

    @Option(
            names = "--source",
            paramLabel = "NETWORK",
            split = ",",
            description = "the certificate logs in from there alone, such as 10.0.0.0/8")
    private List<String> sources = List.of();

    @Mixin
    private Output output = new Output();

    @Override
    public Integer call() throws InterruptedException {
        if (issuer.isEmpty() && sshKey == null) {
            throw new GatewayException(
                    ErrorCode.INVALID_REQUEST,
                    "say where to sign in: --issuer URL; or which key to certify: --ssh-key");
        }
        if (!issuer.isEmpty()) {
            signIn();
        }
        Path key = sshKey;
        if (key != null) {
            certify(new SshKeyPlace(key));
        }
        return 0;
    }

    private void certify(SshKeyPlace key) {
        String certificate = gateway.post(
                        "/ssh/certificates", Map.of("key", key.publicKey(), "minutes", minutes, "sources", sources))
                .path("certificate")
                .asString("");
        Path kept = key.keep(certificate);
        say(
                "the certificate is in %s; for ~/.ssh/config:%n%s%n".formatted(kept, key.hint()),
                Map.of("certificate", kept.toString(), "hint", key.hint()));
    }

    private void signIn() throws InterruptedException {
        DeviceFlow flow = new DeviceFlow(new OpenIdProvider(issuer), client, secret());
        DeviceFlow.Invitation invitation = flow.begin(scopes);
        say(
                "open %s%nand confirm the code %s%n".formatted(invitation.page(), invitation.userCode()),
                Map.of("page", invitation.page().toString(), "code", invitation.userCode()));
        Path file = gateway.tokenFile().orElseGet(TokenFile::usual);
        String token = flow.await(invitation);
        write(file, token);
        gateway.use(token);
        say("signed in; the token is in %s%n".formatted(file), Map.of("tokenFile", file.toString()));
    }

    /** For people a text, for programs a line of JSON. */
    private void say(String text, Map<String, String> line) {
        PrintWriter out = spec.commandLine().getOut();
        if (output.isJson()) {
            out.println(JSON.writeValueAsString(line));
        } else {
            out.print(text);
        }
        out.flush();
    }

    private Optional<String> secret() {
        if (secretFile == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(Files.readString(secretFile).strip());
        } catch (IOException e) {
            throw new GatewayException(
                    ErrorCode.CONFIGURATION_INVALID,
                    "the secret's file " + secretFile + " cannot be read; check it",
                    e);
        }
    }

    /** Whole or not at all, and never readable by others, not even for a moment. */
    private static void write(Path file, String token) {
        try {
            Path directory = file.toAbsolutePath().resolveSibling("");
            Files.createDirectories(directory);
            Path fresh = posix(directory)
                    ? Files.createTempFile(
                            directory,
                            ".token",
                            "",
                            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))
                    : Files.createTempFile(directory, ".token", "");
            Files.writeString(fresh, token + "\n", StandardCharsets.US_ASCII);
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new GatewayException(
                    ErrorCode.CONFIGURATION_INVALID,
                    "the token cannot be kept in " + file
                            + "; check who may write there, or name another with --token-file",
                    e);
        }
    }

    private static boolean posix(Path directory) throws IOException {
        return Files.getFileStore(directory).supportsFileAttributeView("posix");
    }
}
