package dev.hoop.gateway.server.assembly.commands;

import dev.hoop.gateway.api.ErrorCode;
import dev.hoop.gateway.api.GatewayException;
import dev.hoop.gateway.engine.Claim;
import dev.hoop.gateway.engine.ColumnName;
import dev.hoop.gateway.engine.DecisionId;
import dev.hoop.gateway.engine.SessionId;
import dev.hoop.gateway.engine.Statement;
import dev.hoop.gateway.engine.StatementFacts;
import dev.hoop.gateway.engine.Subject;
import dev.hoop.gateway.engine.SubjectName;
import dev.hoop.gateway.engine.TargetName;
import dev.hoop.gateway.engine.TaskId;
import dev.hoop.gateway.engine.policy.Explanation;
import dev.hoop.gateway.engine.policy.Policy;
import dev.hoop.gateway.engine.policy.rules.PolicyTarget;
import dev.hoop.gateway.engine.shell.ShellReader;
import dev.hoop.gateway.engine.shell.ShellSetting;
import dev.hoop.gateway.engine.sql.Analyzer;
import dev.hoop.gateway.engine.sql.Catalogue;
import dev.hoop.gateway.engine.sql.SessionSettings;
import dev.hoop.gateway.server.assembly.policyfile.PolicyFile;
import dev.hoop.gateway.server.connectors.jdbc.JdbcConnector;
import dev.hoop.gateway.server.gate.ExplainText;
import dev.hoop.gateway.server.gate.FactsCache;
import dev.hoop.gateway.server.gate.Simulation;
import dev.hoop.gateway.server.ports.targets.Target;
import dev.hoop.gateway.server.secrets.local.LocalCredentials;
import dev.hoop.gateway.server.trail.file.verify.FileStatementHistory;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Checks a policy file, and tells how it would judge a statement; the same engine as in the gateway, and nothing runs. */
@Command(
        name = "policy",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        synopsisSubcommandLabel = "COMMAND",
        description = "Validate a policy, explain its verdicts, and try it on what was asked before.")
public final class PolicyCommand {
    private static final Duration MOST_TIME = Duration.ofMinutes(30);

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Command(
            name = "validate",
            mixinStandardHelpOptions = true,
            versionProvider = Version.class,
            description = "Check a policy file or directory. Exits 0 when it is sound, 1 when it is not.")
    int validate(@Parameters(paramLabel = "FILE", description = "the policy file or directory") Path file) {
        Policy policy = PolicyFile.read(file);
        out().printf(
                        "%s: sound; %d targets, %d grants, version %s%n",
                        file, policy.targets().size(), policy.grants().size(), policy.version());
        out().flush();
        return 0;
    }

    @Command(
            name = "explain",
            mixinStandardHelpOptions = true,
            versionProvider = Version.class,
            description =
                    "Tell how a statement or a command would be judged, and why. Reads the catalogue of a database; runs nothing.")
    int explain(
            @Option(
                            names = "--policy",
                            paramLabel = "FILE",
                            defaultValue = "policy.yaml",
                            description = "the policy (default: ${DEFAULT-VALUE})")
                    Path file,
            @Option(names = "--as", paramLabel = "SUBJECT", required = true, description = "who asks") String subject,
            @Option(names = "--groups", paramLabel = "GROUP", split = ",", description = "the subject's groups")
                    Set<String> groups,
            @Option(names = "--service", description = "the subject is a service account") boolean service,
            @Option(names = "--target", paramLabel = "TARGET", required = true, description = "where") String target,
            @Option(names = "--task", paramLabel = "ID", defaultValue = "", description = "the session's task")
                    String task,
            @Option(names = "--json", description = "one line of JSON, for tools") boolean json,
            @Parameters(paramLabel = "STATEMENT", description = "SQL, or for a host a command of its shell")
                    String sql) {
        Policy policy = PolicyFile.read(file);
        Subject who = new Subject(
                new SubjectName(subject),
                service ? Subject.Kind.SERVICE : Subject.Kind.PERSON,
                groups == null ? Set.of() : groups);
        Asked asked = ask(policy, who, new TargetName(target), task, sql);
        Explanation explanation = policy.explain(asked.claim());
        ExplainText text = new ExplainText(asked.claim().facts(), asked.hidden(), explanation);
        out().print(json ? text.json() : text.lines());
        out().flush();
        return 0;
    }

    @Command(
            name = "simulate",
            mixinStandardHelpOptions = true,
            versionProvider = Version.class,
            description = {
                "Tell what another policy would have said of what the trail has recorded: which verdicts would be others,",
                "and which columns would be shown otherwise. Reads catalogues of databases; runs no statement."
            })
    int simulate(
            @Mixin TrailPlace place,
            @Mixin Output output,
            @Option(names = "--policy", paramLabel = "FILE", required = true, description = "the policy to try")
                    Path tried,
            @Option(
                            names = "--against",
                            paramLabel = "FILE",
                            defaultValue = "policy.yaml",
                            description = "the policy in force (default: ${DEFAULT-VALUE})")
                    Path against,
            @Option(
                            names = "--since",
                            paramLabel = "TIME",
                            defaultValue = "30d",
                            converter = CampaignCommand.Time.class,
                            description = "how far to look back: 30d, 12h (default: ${DEFAULT-VALUE})")
                    Duration since) {
        Policy before = PolicyFile.read(against);
        Policy after = PolicyFile.read(tried);
        try (JdbcConnector connector = new JdbcConnector(new LocalCredentials(System.getenv()), Runnable::run)) {
            Simulation simulation = new Simulation(
                    new FactsCache(new Analyzer()), before, after, name -> definitions(connector, before, name));
            Simulation.Report report = simulation.of(
                    new FileStatementHistory(place.directory()), Instant.now().minus(since), MOST_TIME);
            SimulationText.print(report, output.isJson(), out());
            return 0;
        }
    }

    private static Optional<Simulation.Definitions> definitions(
            JdbcConnector connector, Policy policy, TargetName name) {
        return policy.target(name)
                .filter(entry -> entry.type().equals("jdbc"))
                .map(PolicyCommand::target)
                .map(target ->
                        new Simulation.Definitions(connector.profile(target).settings(), connector.catalogue(target)));
    }

    /** A claim as it would be judged, and the columns that its statement would read as NULL. */
    private record Asked(Claim claim, Set<ColumnName> hidden) {}

    private static Asked ask(Policy policy, Subject who, TargetName name, String task, String sql) {
        Statement statement = new Statement(new SessionId("explain"), name, sql, List.of(List.of()));
        PolicyTarget entry = policy.target(name).orElseThrow(() -> unknown(policy, name));
        if (entry.type().equals("ssh")) {
            StatementFacts facts = new ShellReader().facts(sql, ShellSetting.of(entry.options()));
            return new Asked(claim(who, "ssh", task, statement, facts), Set.of());
        }
        try (JdbcConnector connector = new JdbcConnector(new LocalCredentials(System.getenv()), Runnable::run)) {
            Target target = target(entry);
            FactsCache known = new FactsCache(new Analyzer());
            SessionSettings settings = connector.profile(target).settings();
            Catalogue catalogue = connector.catalogue(target);
            Claim claim = claim(who, "remote", task, statement, known.facts(sql, settings, catalogue));
            return policy.maskedAtRead(claim)
                    .flatMap(read -> known.maskedAtRead(sql, settings, catalogue, read.hidden())
                            .map(rewritten -> new Asked(claim.with(rewritten, read.masked()), read.hidden())))
                    .orElse(new Asked(claim, Set.of()));
        }
    }

    private static Claim claim(Subject who, String door, String task, Statement statement, StatementFacts facts) {
        return new Claim(
                new DecisionId("explain"),
                who,
                door,
                task.isEmpty() ? Optional.empty() : Optional.of(new TaskId(task)),
                statement,
                facts,
                Optional.empty(),
                Clock.systemUTC().instant());
    }

    private static Target target(PolicyTarget entry) {
        return new Target(entry.name(), entry.type(), entry.url(), entry.credential(), entry.options());
    }

    private static GatewayException unknown(Policy policy, TargetName name) {
        return new GatewayException(
                ErrorCode.TARGET_UNKNOWN,
                "the policy has no target '%s'; it has: %s"
                        .formatted(
                                name,
                                String.join(
                                        ", ",
                                        policy.targets().stream()
                                                .map(entry -> entry.name().value())
                                                .sorted()
                                                .toList())));
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }
}
