package dev.hoop.gateway.server.gate;

import dev.hoop.gateway.api.ErrorCode;
import dev.hoop.gateway.api.GatewayException;
import dev.hoop.gateway.engine.CertificateWish;
import dev.hoop.gateway.engine.SessionId;
import dev.hoop.gateway.engine.Subject;
import dev.hoop.gateway.engine.TargetName;
import dev.hoop.gateway.engine.TaskFacts;
import dev.hoop.gateway.engine.TaskId;
import dev.hoop.gateway.engine.policy.Allowed;
import dev.hoop.gateway.engine.policy.Denied;
import dev.hoop.gateway.engine.policy.Policy;
import dev.hoop.gateway.engine.policy.PrecedentBook;
import dev.hoop.gateway.engine.sql.Analyzer;
import dev.hoop.gateway.server.ports.approvals.AnsweringMachine;
import dev.hoop.gateway.server.ports.approvals.Approvals;
import dev.hoop.gateway.server.ports.audit.SessionOpening;
import dev.hoop.gateway.server.ports.audit.SessionRecording;
import dev.hoop.gateway.server.ports.audit.TrailEvent;
import dev.hoop.gateway.server.ports.identity.Identities;
import dev.hoop.gateway.server.ports.targets.Connector;
import dev.hoop.gateway.server.ports.targets.HostConnector;
import dev.hoop.gateway.server.ports.targets.Target;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * The only way from a door to a target. A door brings a token and gets a {@link Visitor}, brings a visitor and gets a {@link Session},
 * brings work to the session and gets an answer that is already judged, recorded and masked. Thread-safe.
 */
public final class Gate {
    private static final int MOST_POSTED = 500;
    private static final Duration BOARD_AGE = Duration.ofSeconds(1);

    private final GatePorts ports;
    private final Supplier<Policy> policy;
    private final Optional<ReviewedPolicy> reviewed;
    private final TaskBook tasks;
    private final Optional<UseBook> uses;
    private final FactsCache facts;
    private final PrecedentBook precedents = new PrecedentBook();
    private final Clock clock;
    private final SessionRegistry sessions = new SessionRegistry();
    private final SharedLook<Approvals.Board> board;
    private final SecureRandom random = new SecureRandom();

    /** A gate without a tracker of tasks. */
    public Gate(GatePorts ports, Supplier<Policy> policy, Analyzer analyzer, Clock clock) {
        this(ports, policy, new TaskBook(Optional.empty(), clock), Optional.empty(), analyzer, clock);
    }

    /**
     * @param policy answers the policy in force; asked anew for every judgement, so a reload takes effect at the next statement
     * @param tasks what is known of the tasks that sessions work for
     * @param uses where uses of grants are counted; empty where nobody wants to know
     */
    public Gate(
            GatePorts ports,
            Supplier<Policy> policy,
            TaskBook tasks,
            Optional<UseBook> uses,
            Analyzer analyzer,
            Clock clock) {
        this.tasks = tasks;
        this.uses = uses;
        this.ports = ports;
        this.policy = policy;
        this.reviewed = policy instanceof ReviewedPolicy known ? Optional.of(known) : Optional.empty();
        this.facts = new FactsCache(analyzer);
        this.clock = clock;
        this.board = new SharedLook<>(() -> ports.approvals().board(MOST_POSTED), BOARD_AGE, System::nanoTime);
    }

    /**
     * Proves who brings a token.
     *
     * @param user the name the caller gave, or empty; when given, it must be the token's subject
     * @param peer the caller's network address, for the trail
     * @throws GatewayException {@code LOGIN_FAILED} or {@code TOKEN_EXPIRED}
     */
    public Visitor login(String token, String user, String door, String peer) {
        return admitted(door, peer, () -> {
            Identities.Identity identity = ports.identities().verify(token);
            checkUser(user, identity);
            return identity;
        });
    }

    /**
     * Lets in who has proven to hold the private half of a key that is registered or certified.
     *
     * @param line the key or certificate, as OpenSSH writes it
     * @throws GatewayException as {@link #login}
     */
    public Visitor loginByKey(String line, String door, String peer) {
        return admitted(door, peer, () -> ports.keys().holder(line));
    }

    /** Whether {@link #loginByKey} would let somebody in, if the proof followed. Leaves no trace. */
    public boolean knowsKey(String line) {
        try {
            checkPerson(ports.keys().holder(line));
            return true;
        } catch (GatewayException unknown) {
            return false;
        }
    }

    /** Certifies a key as the visitor's own for a while, at most as long as the visitor's proof is good for. Stands in the trail first. */
    public String certify(Visitor visitor, CertificateWish wish) {
        requireStanding(visitor);
        String fingerprint = ports.keys().fingerprint(wish.key());
        record(
                "certificate-issued",
                visitor.subject().name().value(),
                "",
                "",
                Map.of(
                        "door",
                        visitor.door(),
                        "peer",
                        visitor.peer(),
                        "token",
                        visitor.identity().tokenId(),
                        "key",
                        fingerprint,
                        "minutes",
                        Long.toString(wish.atMost().toMinutes()),
                        "sources",
                        String.join("\n", wish.sources())));
        return ports.keys().certify(visitor.identity(), wish);
    }

    /** Whoever the proof is of, once it stands in the trail. */
    Visitor admitted(String door, String peer, Supplier<Identities.Identity> proof) {
        Identities.Identity identity;
        try {
            identity = proof.get();
            checkPerson(identity);
        } catch (GatewayException refused) {
            record(
                    "login-refused",
                    "",
                    "",
                    "",
                    Map.of("door", door, "peer", peer, "code", refused.code().name()));
            throw refused;
        }
        record("login", identity.subject().name().value(), "", "", Map.of("door", door, "peer", peer));
        return new Visitor(identity, door, peer);
    }

    /** A new proof for the same subject, before the old one ends. */
    public Visitor refresh(Visitor visitor, String token) {
        Visitor renewed = login(token, "", visitor.door(), visitor.peer());
        if (!renewed.subject().name().equals(visitor.subject().name())) {
            throw new GatewayException(
                    ErrorCode.LOGIN_FAILED, "the new token is for another subject; open a new connection for it");
        }
        return renewed;
    }

    /**
     * Opens a session at a target.
     *
     * @throws GatewayException {@code TARGET_UNKNOWN} when there is no such target or no grant for it: the two are not told apart
     */
    public Session open(Visitor visitor, Opening opening) {
        Instant now = clock.instant();
        Target target = enter(visitor.subject(), opening, now);
        Connector connector = connector(target);
        return begin(visitor, opening, target, now, recording -> recording, stay -> new Session(stay, connector));
    }

    /**
     * Opens a session at a host.
     *
     * @throws GatewayException {@code TARGET_UNKNOWN} as {@link #open}
     */
    public HostSession openHost(Visitor visitor, Opening opening) {
        requireStanding(visitor);
        Instant now = clock.instant();
        Target target = enter(visitor.subject(), opening, now);
        HostConnector connector = ports.hosts().get(target.type());
        if (connector == null) {
            throw new GatewayException(
                    ErrorCode.INVALID_REQUEST,
                    "target '%s' is of type '%s', which is reached through another door"
                            .formatted(target.name(), target.type()));
        }
        return begin(visitor, opening, target, now, SharedRecording::new, stay -> new HostSession(stay, connector));
    }

    /** The recording begins before the session does, and a session that does not begin has none. */
    private <S> S begin(
            Visitor visitor,
            Opening opening,
            Target target,
            Instant now,
            UnaryOperator<SessionRecording> kept,
            Function<Stay, S> made) {
        SessionId id = new SessionId(randomId());
        SessionOpening head = new SessionOpening(
                id, visitor.subject(), target.name(), visitor.door(), opening.task(), now, visitor.peer());
        SessionRecording recording = kept.apply(ports.audit().recording(head));
        Stay stay = new Stay(this, id, visitor, opening, target, recording);
        S session;
        try {
            session = made.apply(stay);
        } catch (RuntimeException e) {
            recording.close();
            throw e;
        }
        sessions.add(stay);
        record(
                "session-opened",
                visitor.subject().name().value(),
                target.name().value(),
                id.value(),
                Map.of(
                        "door",
                        visitor.door(),
                        "task",
                        opening.task().map(TaskId::value).orElse(""),
                        "application",
                        opening.application().orElse(""),
                        "groups",
                        visitor.subject().groups().stream().sorted().collect(Collectors.joining("\n")),
                        "scope",
                        visitor.subject().scope().text()));
        return session;
    }

    /** Where the visitor reads and answers requests for approval. */
    public ApprovalDesk approvals(Visitor visitor) {
        requireStanding(visitor);
        return new ApprovalDesk(
                visitor, ports.approvals(), board::now, ports.audit(), clock, () -> requireStanding(visitor));
    }

    /**
     * Where the visitor finds and replays sessions.
     *
     * @throws GatewayException {@code NO_GRANT} for who is no auditor
     */
    public AuditDesk audits(Visitor visitor) {
        require(visitor, Role.AUDITOR);
        return new AuditDesk(this, visitor, ports.archive());
    }

    /** Where the visitor watches sessions while they go on, and ends them. */
    public LiveDesk live(Visitor visitor) {
        requireStanding(visitor);
        return new LiveDesk(this, visitor);
    }

    /**
     * Where the visitor reviews grants.
     *
     * @throws GatewayException {@code NOT_SUPPORTED} where reviews are not kept
     */
    public ReviewDesk reviews(Visitor visitor) {
        requireStanding(visitor);
        requireWholeToken(visitor);
        return new ReviewDesk(this, visitor, reviewed());
    }

    /**
     * Where the visitor takes part in campaigns of reviews.
     *
     * @throws GatewayException {@code NOT_SUPPORTED} where reviews are not kept
     */
    public CampaignDesk campaigns(Visitor visitor) {
        requireStanding(visitor);
        requireWholeToken(visitor);
        return new CampaignDesk(this, visitor, reviewed());
    }

    /**
     * Where the visitor tries another policy.
     *
     * @throws GatewayException {@code NO_GRANT} for who is no auditor
     */
    public PolicyDesk policies(Visitor visitor) {
        require(visitor, Role.AUDITOR);
        Policy written = reviewed.map(ReviewedPolicy::written).orElseGet(policy);
        return new PolicyDesk(
                this,
                visitor,
                written,
                ports.past()
                        .orElseThrow(() -> new GatewayException(
                                ErrorCode.NOT_SUPPORTED, "this gateway keeps no trail that could be read again")));
    }

    private ReviewedPolicy reviewed() {
        return reviewed.orElseThrow(
                () -> new GatewayException(ErrorCode.NOT_SUPPORTED, "this gateway keeps no reviews of grants"));
    }

    /** Whether the visitor has a role; for what a page offers, never instead of asking for it. */
    public boolean hasRole(Visitor visitor, Role role) {
        return ports.roles().has(visitor.subject(), role);
    }

    /** Both that the proof stands, and one of the roles. */
    void requireOneOf(Visitor visitor, Role one, Role other) {
        requireStanding(visitor);
        if (!hasRole(visitor, other)) {
            ports.roles().require(visitor.subject(), one);
        }
    }

    /** Both that the proof stands, and the role. */
    void require(Visitor visitor, Role role) {
        requireStanding(visitor);
        ports.roles().require(visitor.subject(), role);
    }

    /**
     * Ends every session whose token was revoked or whose grant is gone. Called by the assembly every few hundred milliseconds and after a
     * policy or token has changed.
     */
    public void sweep() {
        sessions.endWhere(stay -> standing(stay).map(Denied::why).orElse(""));
    }

    /** Ends all sessions, for shutdown. */
    public void closeAll() {
        sessions.sessions().forEach(stay -> stay.end(ErrorCode.SHUTTING_DOWN, "the gateway is shutting down"));
    }

    /** How many sessions are open here. */
    public int openSessions() {
        return sessions.sessions().size();
    }

    /** How many sessions are open at a target here. */
    int openSessions(TargetName target) {
        return Math.toIntExact(sessions.sessions().stream()
                .filter(stay -> stay.target().name().equals(target))
                .count());
    }

    /** Those that are open here. */
    Collection<Stay> stays() {
        return sessions.sessions();
    }

    /** Why this session may run nothing more: empty when it may. */
    Optional<Denied> standing(Stay stay) {
        Visitor visitor = stay.visitor();
        if (!ports.identities().stands(visitor.identity())) {
            return Optional.of(refusal(ErrorCode.SESSION_REVOKED, "the token of this session was revoked"));
        }
        return policy(visitor.subject(), stay.task())
                .mayOpen(visitor.subject(), stay.target().name(), stay.task(), clock.instant());
    }

    void requireStanding(Visitor visitor) {
        if (!ports.identities().stands(visitor.identity())) {
            throw new GatewayException(ErrorCode.SESSION_REVOKED, "the token was revoked; ask for a new one");
        }
        if (visitor.expiresAt().filter(end -> !clock.instant().isBefore(end)).isPresent()) {
            throw new GatewayException(ErrorCode.TOKEN_EXPIRED, "the token has expired; log in with a new one");
        }
    }

    private static void requireWholeToken(Visitor visitor) {
        if (!visitor.subject().scope().isWhole()) {
            throw new GatewayException(
                    ErrorCode.NO_GRANT,
                    "your token is for work at targets only; come with one that is for all you may do");
        }
    }

    private Target enter(Subject subject, Opening opening, Instant now) {
        Policy current = policy.get().during(tasks.fresh(opening.task()), subject);
        Optional<Denied> denied = current.mayOpen(subject, opening.target(), opening.task(), now);
        Optional<Target> target = Targets.find(current, opening.target());
        if (denied.isPresent() && !denied.get().rule().equals("no-grant")) {
            throw new GatewayException(
                    denied.get().code(),
                    denied.get().why() + "; " + denied.get().how());
        }
        if (denied.isPresent() || target.isEmpty()) {
            throw new GatewayException(
                    ErrorCode.TARGET_UNKNOWN,
                    "there is no target '%s' that '%s' has a grant for; check the name, or ask for a grant in the policy"
                            .formatted(opening.target(), subject.name()));
        }
        return target.get();
    }

    private Connector connector(Target target) {
        Connector connector = ports.connectors().get(target.type());
        if (connector == null) {
            throw new GatewayException(
                    ErrorCode.CONFIGURATION_INVALID,
                    "target '%s' has type '%s', which no connector of this gateway serves"
                            .formatted(target.name(), target.type()));
        }
        return connector;
    }

    /** Machines answer by themselves; whoever logs in under such a name would answer for them. */
    private static void checkPerson(Identities.Identity identity) {
        if (identity.subject().name().value().startsWith(AnsweringMachine.PREFIX)) {
            throw new GatewayException(
                    ErrorCode.LOGIN_FAILED,
                    "no subject logs in whose name begins with " + AnsweringMachine.PREFIX + "; use another name");
        }
    }

    private static void checkUser(String user, Identities.Identity identity) {
        if (!user.isEmpty() && !user.equals(identity.subject().name().value())) {
            throw new GatewayException(
                    ErrorCode.LOGIN_FAILED,
                    "the user name given is not the subject of the token; leave it out or correct it");
        }
    }

    static Denied refusal(ErrorCode code, String why) {
        return new Denied(code, "session", why, "open a new connection with a valid token", java.util.List.of());
    }

    void closed(Stay stay) {
        sessions.remove(stay);
        record(
                "session-closed",
                stay.subjectName(),
                stay.target().name().value(),
                stay.id().value(),
                Map.of());
    }

    void record(String kind, String subject, String target, String session, Map<String, String> fields) {
        ports.audit().event(new TrailEvent(kind, clock.instant(), subject, target, session, fields));
    }

    GatePorts ports() {
        return ports;
    }

    Policy policy() {
        return policy.get();
    }

    /** The policy as it is for a subject who works for a task, by what the tracker said last. */
    Policy policy(Subject subject, Optional<TaskId> task) {
        return policy.get().during(tasks.known(task), subject);
    }

    void noteUse(Allowed allowed) {
        uses.ifPresent(book -> book.note(allowed));
    }

    Optional<UseBook> uses() {
        return uses;
    }

    /** Who reviews the task, by what the tracker said last. */
    List<String> reviewers(Optional<TaskId> task) {
        return tasks.known(task).map(TaskFacts::reviewers).orElse(List.of());
    }

    FactsCache facts() {
        return facts;
    }

    /** What was allowed in other sessions. */
    PrecedentBook precedents() {
        return precedents;
    }

    Clock clock() {
        return clock;
    }

    /** An id that nobody guesses. */
    String newId() {
        return randomId();
    }

    private String randomId() {
        byte[] bytes = new byte[12];
        random.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}
