package dev.hoop.gateway.server.assembly.commands;

import dev.hoop.gateway.engine.Subject;
import dev.hoop.gateway.engine.SubjectName;
import dev.hoop.gateway.engine.TokenScope;
import dev.hoop.gateway.server.gate.ScopeWords;
import dev.hoop.gateway.server.ports.identity.IssuedToken;
import dev.hoop.gateway.server.ports.identity.TokenOffice;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Issues, lists and revokes the gateway's own tokens, whether the gateway runs or not. */
@Command(
        name = "token",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        synopsisSubcommandLabel = "COMMAND",
        description = "Issue, list and revoke tokens; run it where the gateway runs, as the same user.")
public final class TokenCommand {
    private static final Pattern LIFE = Pattern.compile("(\\d{1,5})([mhd])");

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Command(
            name = "create",
            mixinStandardHelpOptions = true,
            versionProvider = Version.class,
            description = "Issue a token. It is printed once, alone on standard output, and kept nowhere.")
    int create(
            @Mixin LocalGateway local,
            @Option(names = "--subject", required = true, paramLabel = "NAME", description = "who will use it")
                    String subject,
            @Option(
                            names = "--groups",
                            split = ",",
                            paramLabel = "GROUP",
                            description = "the subject's groups, separated by commas")
                    @Nullable
                    List<String> groups,
            @Option(
                            names = "--expires",
                            required = true,
                            paramLabel = "TIME",
                            description = "how long it is good for: 30m, 8h, 90d, or never")
                    String expires,
            @Option(
                            names = "--person",
                            paramLabel = "NAME",
                            description =
                                    "whose account it is; nobody answers a request of their own through another account")
                    @Nullable
                    String person,
            @Option(
                            names = "--ssh-key",
                            paramLabel = "FILE",
                            description =
                                    "register this public SSH key (a .pub file) in place of a token; it logs in at the door for SSH")
                    @Nullable
                    Path key,
            @Option(
                            names = "--targets",
                            split = ",",
                            paramLabel = "TARGET",
                            description =
                                    "the only targets it opens, separated by commas; all of the subject's otherwise")
                    @Nullable
                    List<String> targets,
            @Option(
                            names = "--allow",
                            split = ",",
                            paramLabel = "KIND",
                            description =
                                    "the only kinds of statements, as a grant names them: select, dml, command; a token with"
                                            + " --targets or --allow answers nobody and has no role")
                    @Nullable
                    List<String> kinds,
            @Option(names = "--service", description = "the subject is a program, not a person") boolean service) {
        Optional<Duration> life = life(expires);
        if (subject.isBlank()) {
            throw new ParameterException(spec.commandLine(), "--subject is blank; name who will use the token");
        }
        Subject who = new Subject(
                new SubjectName(subject),
                service ? Subject.Kind.SERVICE : Subject.Kind.PERSON,
                Set.copyOf(words(groups)),
                person == null ? Set.of() : Set.of(person.strip()),
                scope(targets, kinds));
        if (key != null) {
            String line = KeyLine.read(key);
            String id = local.tokens(office -> office.register(who, LocalGateway.operator(), life, line));
            out().println(id);
            return 0;
        }
        TokenOffice.Fresh fresh = local.tokens(office -> office.issue(who, LocalGateway.operator(), life));
        out().println(fresh.secret());
        PrintWriter err = spec.commandLine().getErr();
        err.printf("token %s for %s; it is not shown again%n", fresh.id(), subject);
        err.flush();
        return 0;
    }

    @Command(
            name = "list",
            mixinStandardHelpOptions = true,
            versionProvider = Version.class,
            description = "All issued tokens, newest first.")
    int list(@Mixin LocalGateway local) {
        Instant now = Instant.now();
        List<IssuedToken> tokens = local.tokens(TokenOffice::list);
        if (tokens.isEmpty()) {
            out().println("no tokens; hoop token create issues one");
            return 0;
        }
        List<String> lines = new ArrayList<>();
        lines.add("%-18s%-10s%-24s%-22s%-24s%s".formatted("ID", "STATE", "SUBJECT", "EXPIRES", "GROUPS", "ONLY"));
        for (IssuedToken token : tokens) {
            lines.add("%-18s%-10s%-24s%-22s%-24s%s"
                    .formatted(
                            token.id(),
                            state(token, now),
                            ApprovalsCommand.visible(token.subject().name().value()),
                            token.expiresAt()
                                    .map(at ->
                                            at.truncatedTo(ChronoUnit.SECONDS).toString())
                                    .orElse("never"),
                            ApprovalsCommand.visible(
                                    token.subject().groups().stream().sorted().collect(Collectors.joining(","))),
                            ApprovalsCommand.visible(
                                    token.subject().scope().text().replace('\n', ' ')))
                    .stripTrailing());
        }
        lines.forEach(out()::println);
        return 0;
    }

    @Command(
            name = "revoke",
            mixinStandardHelpOptions = true,
            versionProvider = Version.class,
            description = "Revoke a token for ever; its open sessions end within a second.")
    int revoke(
            @Mixin LocalGateway local,
            @Parameters(
                            paramLabel = "TOKEN",
                            description =
                                    "the id of a token, or the name of an identity provider's token as the trail has it")
                    String id) {
        boolean first = local.tokens(office -> office.revoke(id, LocalGateway.operator()));
        out().println(first ? "revoked" : "it had been revoked before");
        return 0;
    }

    private static TokenScope scope(@Nullable List<String> targets, @Nullable List<String> kinds) {
        return ScopeWords.read(
                targets == null ? List.of() : ScopeWords.given("--targets", words(targets)),
                kinds == null ? List.of() : ScopeWords.given("--allow", words(kinds)));
    }

    private static List<String> words(@Nullable List<String> given) {
        return given == null
                ? List.of()
                : given.stream()
                        .map(String::strip)
                        .filter(word -> !word.isEmpty())
                        .distinct()
                        .toList();
    }

    private Optional<Duration> life(String expires) {
        if (expires.equals("never")) {
            return Optional.empty();
        }
        Matcher matcher = LIFE.matcher(expires);
        if (!matcher.matches() || Long.parseLong(matcher.group(1)) == 0) {
            throw new ParameterException(
                    spec.commandLine(), "--expires " + expires + " is not a time; write 30m, 8h, 90d, or never");
        }
        long count = Long.parseLong(matcher.group(1));
        return Optional.of(
                switch (matcher.group(2)) {
                    case "m" -> Duration.ofMinutes(count);
                    case "h" -> Duration.ofHours(count);
                    default -> Duration.ofDays(count);
                });
    }

    private static String state(IssuedToken token, Instant now) {
        if (token.revokedAt().isPresent()) {
            return "revoked";
        }
        return token.expiresAt().filter(end -> !now.isBefore(end)).isPresent() ? "expired" : "good";
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }
}
