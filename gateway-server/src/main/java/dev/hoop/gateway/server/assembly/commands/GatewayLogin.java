package dev.hoop.gateway.server.assembly.commands;

import dev.hoop.gateway.remote.GatewayAddress;
import dev.hoop.gateway.remote.RemoteOptions;
import dev.hoop.gateway.remote.TlsOptions;
import dev.hoop.gateway.remote.token.TokenProvider;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** How a command that talks to a running gateway finds it and proves who asks. The token never stands on the command line. */
public final class GatewayLogin {
    static final String TOKEN_VARIABLE = "HOOP_TOKEN";

    @Option(
            names = "--gateway",
            paramLabel = "HOST:PORT",
            defaultValue = "localhost:8010",
            description = "the gateway's address (default: ${DEFAULT-VALUE})")
    private String gateway = "";

    @Option(
            names = "--token-file",
            paramLabel = "FILE",
            description = "the file that holds the token (default: the variable " + TOKEN_VARIABLE
                    + ", else the one of hoop login)")
    private @Nullable Path tokenFile;

    @ArgGroup
    private @Nullable Trust trust;

    /** How the gateway's certificate is checked. */
    static final class Trust {
        @Option(names = "--plain", description = "no TLS; only for a gateway on this machine")
        private boolean plain;

        @Option(names = "--ca-file", paramLabel = "FILE", description = "trust the authorities in this PEM file")
        private @Nullable Path caFile;

        @Option(
                names = "--pin",
                paramLabel = "SHA256",
                description = "trust only the certificate with this fingerprint")
        private @Nullable String pin;
    }

    RemoteOptions options(String command) {
        return RemoteOptions.builder(tokens())
                .addresses(java.util.List.of(GatewayAddress.parse(gateway)))
                .tls(tls())
                .software("hoop " + command)
                .build();
    }

    /** The address, token and trust as options of a {@code jdbc:hoop:} URL. */
    String url(String target) {
        String trusted = "";
        if (trust != null) {
            trusted = trust.plain
                    ? "?tls=off"
                    : trust.caFile != null ? "?caFile=" + trust.caFile : trust.pin != null ? "?pin=" + trust.pin : "";
        }
        return "jdbc:hoop://" + gateway + "/" + target + trusted;
    }

    TokenProvider tokens() {
        Path file = tokenFile;
        if (file != null) {
            return TokenProvider.file(file);
        }
        boolean signedIn = System.getenv(TOKEN_VARIABLE) == null && Files.exists(TokenFile.usual());
        return signedIn ? TokenProvider.file(TokenFile.usual()) : TokenProvider.environment(TOKEN_VARIABLE);
    }

    private TlsOptions tls() {
        Trust chosen = trust;
        if (chosen == null) {
            return TlsOptions.jvmTrust();
        }
        if (chosen.plain) {
            return TlsOptions.plain();
        }
        return chosen.caFile != null
                ? TlsOptions.caFile(chosen.caFile)
                : TlsOptions.pinned(java.util.Objects.requireNonNull(chosen.pin));
    }
}
