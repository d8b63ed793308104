package dev.hoop.gateway.server.assembly;

import dev.hoop.gateway.api.GatewayException;
import dev.hoop.gateway.api.approval.ApprovalRequest;
import dev.hoop.gateway.engine.Stretch;
import dev.hoop.gateway.engine.Subject;
import dev.hoop.gateway.engine.SubjectName;
import dev.hoop.gateway.server.ports.approvals.AnsweringMachine;
import dev.hoop.gateway.server.ports.approvals.Approvals;
import dev.hoop.gateway.server.ports.audit.AuditTrail;
import dev.hoop.gateway.server.ports.audit.TrailEvent;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks machines about the requests whose rule names them, on a thread of its own. A machine has one vote like a person has, recorded like a
 * person's; one that does not answer changes nothing, and the request waits for others or for its end.
 */
final class Machines implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Machines.class);
    private static final Optional<ApprovalRequest.State> PENDING = Optional.of(ApprovalRequest.State.PENDING);
    private static final int MOST = 200;
    private static final Duration PAUSE = Duration.ofMillis(300);
    private static final Duration AGAIN = Duration.ofSeconds(5);
    private static final Duration END = Duration.ofSeconds(15);

    private final List<AnsweringMachine> machines;
    private final Approvals approvals;
    private final AuditTrail audit;
    private final Clock clock;
    private final Map<String, Long> notBefore = new HashMap<>();
    private final Thread thread;
    private volatile boolean closed;

    private Machines(List<AnsweringMachine> machines, Approvals approvals, AuditTrail audit, Clock clock) {
        this.machines = List.copyOf(machines);
        this.approvals = approvals;
        this.audit = audit;
        this.clock = clock;
        this.thread = new Thread(this::run, "hoop-machines");
        this.thread.setDaemon(true);
    }

    static Machines start(List<AnsweringMachine> machines, Approvals approvals, AuditTrail audit, Clock clock) {
        Machines made = new Machines(machines, approvals, audit, clock);
        made.thread.start();
        return made;
    }

    private void run() {
        while (!closed) {
            Set<String> waiting = new HashSet<>();
            for (AnsweringMachine machine : machines) {
                round(machine, waiting);
            }
            notBefore.keySet().retainAll(waiting);
            try {
                Thread.sleep(PAUSE.toMillis());
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private void round(AnsweringMachine machine, Set<String> waiting) {
        Subject subject = subject(machine);
        try {
            for (ApprovalRequest request :
                    approvals.list(subject, PENDING, Stretch.first(MOST)).entries()) {
                boolean pending = !request.approvedBy().contains(subject.name().value());
                String key = machine.name() + " " + request.id();
                if (pending && !closed) {
                    waiting.add(key);
                    if (notBefore.getOrDefault(key, Long.MIN_VALUE) <= System.nanoTime()) {
                        ask(machine, subject, request, key);
                    }
                }
            }
        } catch (GatewayException e) {
            LOG.atWarn()
                    .setMessage("a machine's answer did not count")
                    .addKeyValue("machine", machine.name())
                    .addKeyValue("failure", e.getMessage())
                    .log();
        }
    }

    private void ask(AnsweringMachine machine, Subject subject, ApprovalRequest request, String key) {
        notBefore.put(key, System.nanoTime() + AGAIN.toNanos());
        try {
            machine.answer(request).ifPresent(answer -> vote(subject, request, answer));
        } catch (AnsweringMachine.UnansweredException e) {
            LOG.atWarn()
                    .setMessage("a machine does not answer; the request waits on")
                    .addKeyValue("machine", machine.name())
                    .addKeyValue("why", e.getMessage())
                    .log();
        }
    }

    private void vote(Subject subject, ApprovalRequest request, AnsweringMachine.Answer answer) {
        audit.event(new TrailEvent(
                "vote",
                clock.instant(),
                subject.name().value(),
                "",
                "",
                Map.of("request", request.id(), "action", answer.approve() ? "approve" : "refuse", "door", "machine")));
        approvals.vote(
                subject,
                request.id(),
                new Approvals.Ballot(
                        answer.approve(), answer.reason(), subject.name().value(), answer.maxRows()));
    }

    private static Subject subject(AnsweringMachine machine) {
        return new Subject(new SubjectName(AnsweringMachine.PREFIX + machine.name()), Subject.Kind.SERVICE, Set.of());
    }

    @Override
    public void close() {
        closed = true;
        thread.interrupt();
        try {
            thread.join(END.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
