package dev.hoop.gateway.server.assembly;

import dev.hoop.gateway.api.GatewayException;
import dev.hoop.gateway.engine.masking.MaskTools;
import dev.hoop.gateway.engine.sql.Analyzer;
import dev.hoop.gateway.server.assembly.configuration.Configuration;
import dev.hoop.gateway.server.assembly.control.ControlServer;
import dev.hoop.gateway.server.assembly.policyfile.PolicyFile;
import dev.hoop.gateway.server.connectors.jdbc.JdbcConnector;
import dev.hoop.gateway.server.connectors.ssh.SshConnector;
import dev.hoop.gateway.server.doors.admin.AdminDoor;
import dev.hoop.gateway.server.doors.remote.RemoteDoor;
import dev.hoop.gateway.server.doors.ssh.SshDoor;
import dev.hoop.gateway.server.doors.ssh.SshDoorOptions;
import dev.hoop.gateway.server.gate.CampaignProofs;
import dev.hoop.gateway.server.gate.DueCampaigns;
import dev.hoop.gateway.server.gate.Gate;
import dev.hoop.gateway.server.gate.GatePorts;
import dev.hoop.gateway.server.gate.HiddenSecrets;
import dev.hoop.gateway.server.gate.Housekeeping;
import dev.hoop.gateway.server.gate.ReviewedPolicy;
import dev.hoop.gateway.server.gate.TaskBook;
import dev.hoop.gateway.server.gate.UseBook;
import dev.hoop.gateway.server.identities.AnyIdentities;
import dev.hoop.gateway.server.identities.Revocations;
import dev.hoop.gateway.server.identities.issued.IssuedTokens;
import dev.hoop.gateway.server.identities.jwt.JwtIdentities;
import dev.hoop.gateway.server.identities.ssh.SshIdentities;
import dev.hoop.gateway.server.numbering.libphonenumber.NumberingPlans;
import dev.hoop.gateway.server.ports.approvals.AnsweringMachine;
import dev.hoop.gateway.server.ports.audit.AuditTrail;
import dev.hoop.gateway.server.ports.audit.TrailEvent;
import dev.hoop.gateway.server.ports.credentials.Credentials;
import dev.hoop.gateway.server.ports.identity.Identities;
import dev.hoop.gateway.server.ports.identity.SignOn;
import dev.hoop.gateway.server.ports.identity.TokenOffice;
import dev.hoop.gateway.server.ports.identity.TokenStore;
import dev.hoop.gateway.server.ports.notifications.Notifier;
import dev.hoop.gateway.server.ports.reviews.CampaignParts;
import dev.hoop.gateway.server.ports.reviews.GrantUses;
import dev.hoop.gateway.server.secrets.local.LocalCredentials;
import dev.hoop.gateway.server.secrets.masks.MaskKeyFile;
import dev.hoop.gateway.server.stores.NodeLease;
import dev.hoop.gateway.server.stores.Outbox;
import dev.hoop.gateway.server.stores.SqlToldMessages;
import dev.hoop.gateway.server.stores.StateDatabase;
import dev.hoop.gateway.server.stores.StateHint;
import dev.hoop.gateway.server.stores.approvals.SqlApprovals;
import dev.hoop.gateway.server.stores.reviews.SqlCampaignParts;
import dev.hoop.gateway.server.stores.reviews.SqlGrantReviews;
import dev.hoop.gateway.server.stores.reviews.SqlGrantUses;
import dev.hoop.gateway.server.stores.reviews.SqlReviewCampaigns;
import dev.hoop.gateway.server.stores.tokens.SqlTokens;
import dev.hoop.gateway.server.trail.file.FileTrailChecks;
import dev.hoop.gateway.server.trail.file.evidence.FileEvidence;
import dev.hoop.gateway.server.trail.file.log.LogOptions;
import dev.hoop.gateway.server.trail.file.verify.FileStatementHistory;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Puts one gateway together, from the inside out, and takes it apart again, from the outside in. */
final class Wiring implements AutoCloseable {
    /** So long people have to find their browser. */
    private static final Duration SIGN_IN = Duration.ofMinutes(3);

    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration SWEEP = Duration.ofMillis(500);
    private static final Duration USES = Duration.ofSeconds(5);
    private static final Duration TASKS = Duration.ofSeconds(5);
    private static final Duration CAMPAIGNS = Duration.ofSeconds(2);
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration HEARTBEAT = Duration.ofSeconds(3);

    private final Closing closing;
    private final DataDirectory data;
    private final Gate gate;
    private final TokenOffice tokens;
    private final RemoteDoor door;
    private final Optional<AdminDoor> page;
    private final Optional<SshDoor> ssh;

    /** What becomes of the data directory at the end. */
    enum Keep {
        DATA,
        NOTHING
    }

    private Wiring(
            Closing closing,
            DataDirectory data,
            Gate gate,
            TokenOffice tokens,
            RemoteDoor door,
            Optional<AdminDoor> page,
            Optional<SshDoor> ssh) {
        this.closing = closing;
        this.data = data;
        this.gate = gate;
        this.tokens = tokens;
        this.door = door;
        this.page = page;
        this.ssh = ssh;
    }

    /**
     * Starts everything.
     *
     * @param signOn a provider brought in code, in place of the configured one
     * @throws GatewayException if a part cannot be started; those started before it are stopped
     */
    static Wiring of(Configuration configuration, Optional<SignOn> signOn, PolicySource policies, Keep keep) {
        Closing closing = new Closing();
        try {
            return started(configuration, signOn, policies, keep, closing);
        } catch (RuntimeException e) {
            closing.close();
            throw e;
        }
    }

    private static Wiring started(
            Configuration configuration, Optional<SignOn> signOn, PolicySource policies, Keep keep, Closing closing) {
        Clock clock = Clock.systemUTC();
        DataDirectory data = DataDirectory.at(configuration.data());
        if (keep == Keep.NOTHING) {
            closing.later(data::delete);
        }
        Credentials credentials = new LocalCredentials(System.getenv());
        HiddenSecrets secrets = new HiddenSecrets(credentials);
        policies.require(secrets::check);
        AuditTrail audit = closing.later(Keeping.trail(configuration, data, clock));
        StateDatabase state = closing.later(Keeping.state(configuration, data, credentials));
        TokenStore store = new SqlTokens(state);
        Revocations revocations = new Revocations(store, clock);
        NodeLease node =
                closing.later(NodeLease.take(state, configuration.remote().node()));
        Map<String, Notifier> notifiers =
                Told.of(configuration.people(), credentials, new SqlToldMessages(state), clock);
        Outbox outbox = new Outbox(state, List.copyOf(notifiers.keySet()));
        SqlApprovals approvals = closing.later(new SqlApprovals(state, node, outbox));
        if (outbox.isOpen()) {
            closing.later(Postman.on(outbox, notifiers));
        }
        JdbcConnector connector = closing.later(new JdbcConnector(
                credentials,
                closing.later(new ReadingThreads()),
                target -> state.tell(StateHint.definition(node.incarnation(), target.value()))));
        SshKeyFiles keys = SshKeyFiles.in(data.ssh());
        configuration.ssh().ifPresent(door -> keys.prepare(door.names()));
        SshConnector hosts = closing.later(new SshConnector(credentials, keys::targets, clock));
        ReviewedPolicy reviewed =
                new ReviewedPolicy(policies, new SqlGrantReviews(state), new SqlReviewCampaigns(state, outbox));
        Identities identities = identities(configuration, store, revocations, clock);
        FileEvidence evidence =
                new FileEvidence(data.trail(), LogOptions.in(data.trail()).keys());
        CampaignParts proofs = new SqlCampaignParts(state);
        GatePorts ports = new GatePorts(
                identities,
                new SshIdentities(store, keys::users, identities, clock),
                audit,
                Keeping.archive(data),
                approvals,
                Map.of("jdbc", connector),
                Map.of("ssh", hosts),
                new MaskTools(MaskKeyFile.open(configuration.maskKey(), System.getenv()), new NumberingPlans()),
                secrets,
                configuration.people().roles(),
                Optional.of(new GatePorts.Past(
                        new FileStatementHistory(data.trail()),
                        text -> PolicyFile.parse("policy", text),
                        evidence,
                        proofs)));
        TaskBook tasks = new TaskBook(Told.tracker(configuration.people(), credentials), clock);
        GrantUses grantUses = new SqlGrantUses(state, node);
        UseBook uses = new UseBook(grantUses);
        Gate gate = new Gate(ports, reviewed, tasks, Optional.of(uses), new Analyzer(), clock);
        closing.later(uses::write);
        closing.later(() -> record(audit, clock, "gateway-stopped", Map.of()));
        TokenOffice tokens = new RecordedTokens(store, revocations, audit, clock, gate::sweep);
        Rounds rounds = closing.later(new Rounds());
        closing.later(gate::closeAll);
        RemoteDoor door = RemoteDoor.open(configuration.remote(), gate, clock);
        closing.later(() -> door.close(configuration.drain()));
        Configuration.People people = configuration.people();
        List<AnsweringMachine> machines = Told.machines(people, credentials, clock);
        if (!machines.isEmpty()) {
            closing.later(Machines.start(machines, approvals, audit, clock));
        }
        Housekeeping house =
                new Housekeeping(gate, tokens, new FileTrailChecks(data.trail(), configuration.witnesses()), outbox);
        Optional<SignOn> provider =
                signOn.or(() -> people.signOn().map(each -> PeopleDoor.signOn(each, credentials, identities)));
        Optional<AdminDoor> page = people.door()
                .map(options -> closing.later(PeopleDoor.open(options, provider, state, gate, house, clock)));
        Optional<SshDoor> ssh = configuration
                .ssh()
                .map(listen -> closing.later(SshDoor.open(options(listen, keys, credentials, clock), gate, clock)));
        ControlServer control = closing.later(ControlServer.open(data.control(), tokens));
        rounds.every(SECOND, "control connections", control::closeOld);
        rounds.every(SECOND, "policy", () -> reload(policies, audit, clock, gate));
        closing.later(new Rounds()).every(TASKS, "tasks", tasks::refresh); // a thread of its own: a tracker may be slow
        Rounds watch = closing.later(new Rounds()); // a thread of its own: what was revoked waits for nothing else
        watch.every(SWEEP, "revoked tokens", () -> swept(revocations::poll, gate));
        watch.every(SECOND, "reviews of grants", () -> swept(reviewed::poll, gate));
        watch.every(SWEEP, "sessions", gate::sweep);
        rounds.every(USES, "uses of grants", uses::write);
        rounds.every(HOUR, "uses of long ago", grantUses::forget);
        rounds.every(HOUR, "news of long ago", outbox::forget);
        rounds.every(CAMPAIGNS, "campaigns", new DueCampaigns(gate, reviewed)::look);
        closing.later(new Rounds()) // a thread of its own: a trail may be long
                .every(CAMPAIGNS, "proofs of campaigns", new CampaignProofs(evidence, proofs)::look);
        rounds.every(HEARTBEAT, "lease of this gateway", node::renew);
        rounds.every(HEARTBEAT, "executions of lost gateways", approvals::disown);
        state.hints()
                .ifPresent(hints -> closing.later(Listening.to(hints, hint -> {
                    switch (hint.kind()) {
                        case APPROVAL -> approvals.wake();
                        case REVOCATION -> sweep(revocations, reviewed, gate);
                        case DEFINITION -> {
                            if (!hint.from().equals(node.incarnation())) {
                                connector.definedElsewhere(hint.name());
                            }
                        }
                        case ANYTHING -> {
                            approvals.wake();
                            sweep(revocations, reviewed, gate);
                        }
                    }
                })));
        record(audit, clock, "gateway-started", Map.of("policy", policies.get().version()));
        return new Wiring(closing, data, gate, tokens, door, page, ssh);
    }

    private static SshDoorOptions options(
            Configuration.Ssh ssh, SshKeyFiles keys, Credentials credentials, Clock clock) {
        SshDoorOptions usual = SshDoorOptions.defaults(ssh.listen(), List.of(keys.host()));
        return new SshDoorOptions(
                ssh.listen(),
                usual.hostKeys(),
                ssh.names().isEmpty() ? Optional.empty() : Optional.of(new HostCertificate(keys, ssh.names(), clock)),
                ssh.signIn().map(provider -> new DeviceSignIn(provider, credentials)),
                ssh.connections(),
                ssh.connectionsPerAddress(),
                usual.strangers(),
                usual.channels(),
                ssh.signIn().isPresent() ? SIGN_IN : usual.loginWithin(),
                ssh.idleAfter(),
                ssh.aliveEvery(),
                usual.stuckAfter());
    }

    private static void swept(Runnable look, Gate gate) {
        look.run();
        gate.sweep();
    }

    private static void sweep(Revocations revocations, ReviewedPolicy reviewed, Gate gate) {
        revocations.poll();
        reviewed.poll();
        gate.sweep();
    }

    private static Identities identities(
            Configuration configuration, TokenStore store, Revocations revocations, Clock clock) {
        Optional<Identities> providers = configuration.issuers().isEmpty()
                ? Optional.empty()
                : Optional.of(new JwtIdentities(configuration.issuers(), clock));
        return new AnyIdentities(new IssuedTokens(store, clock), providers, revocations);
    }

    private static void reload(PolicySource policies, AuditTrail audit, Clock clock, Gate gate) {
        switch (policies.poll()) {
            case NONE -> {
                // as before
            }
            case LOADED -> {
                record(
                        audit,
                        clock,
                        "policy-loaded",
                        Map.of("version", policies.get().version()));
                gate.sweep();
            }
            case REJECTED ->
                record(
                        audit,
                        clock,
                        "policy-rejected",
                        Map.of("kept", policies.get().version()));
        }
    }

    private static void record(AuditTrail audit, Clock clock, String kind, Map<String, String> fields) {
        audit.event(new TrailEvent(kind, clock.instant(), "", "", "", fields));
    }

    DataDirectory data() {
        return data;
    }

    Gate gate() {
        return gate;
    }

    TokenOffice tokens() {
        return tokens;
    }

    RemoteDoor door() {
        return door;
    }

    Optional<AdminDoor> page() {
        return page;
    }

    Optional<SshDoor> ssh() {
        return ssh;
    }

    @Override
    public void close() {
        closing.close();
    }
}
