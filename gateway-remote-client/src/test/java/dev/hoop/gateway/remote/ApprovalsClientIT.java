package dev.hoop.gateway.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hoop.gateway.api.ErrorCode;
import dev.hoop.gateway.api.GatewayException;
import dev.hoop.gateway.api.approval.ApprovalRequest;
import dev.hoop.gateway.api.wire.ApprovalAction;
import dev.hoop.gateway.api.wire.ClientMessage;
import dev.hoop.gateway.api.wire.Envelope;
import dev.hoop.gateway.api.wire.ServerMessage;
import dev.hoop.gateway.remote.failure.ConnectionLostException;
import dev.hoop.gateway.remote.failure.RequestFailedException;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class ApprovalsClientIT {
    @Test
    void everyActionSaysWhatItIsAndReturnsTheRequestAsItStands() throws IOException {
        List<ClientMessage> heard = new CopyOnWriteArrayList<>();
        try (FakeGateway gateway = FakeGateway.plain(gate -> {
                    for (Envelope<ClientMessage> next = gate.read(); ; next = gate.read()) {
                        heard.add(next.message());
                        gate.send(next.stream(), new ServerMessage.ApprovalList(List.of(StreamsIT.REQUEST)));
                    }
                });
                ApprovalsClient client = ApprovalsClient.connect(RemoteConnectionIT.options(gateway))) {
            assertThat(client.list()).containsExactly(StreamsIT.REQUEST);
            assertThat(client.read("r-1")).isEqualTo(StreamsIT.REQUEST);
            assertThat(client.approve("r-1", "fine")).isEqualTo(StreamsIT.REQUEST);
            assertThat(client.refuse("r-1", "no")).isEqualTo(StreamsIT.REQUEST);
            assertThat(client.withdraw("r-1", "typo")).isEqualTo(StreamsIT.REQUEST);

            assertThat(heard)
                    .containsExactly(
                            new ClientMessage.Approvals(ApprovalAction.LIST, "", ""),
                            new ClientMessage.Approvals(ApprovalAction.READ, "r-1", ""),
                            new ClientMessage.Approvals(ApprovalAction.APPROVE, "r-1", "fine"),
                            new ClientMessage.Approvals(ApprovalAction.REFUSE, "r-1", "no"),
                            new ClientMessage.Approvals(ApprovalAction.WITHDRAW, "r-1", "typo"));
        }
    }

    @Test
    void requesterWhoApprovesIsToldWhyNot() throws IOException {
        try (FakeGateway gateway = FakeGateway.plain(gate -> {
                    gate.send(gate.read().stream(), ConnectIT.failure(ErrorCode.APPROVAL_NOT_ALLOWED));
                    gate.drain();
                });
                ApprovalsClient client = ApprovalsClient.connect(RemoteConnectionIT.options(gateway))) {
            assertThatThrownBy(() -> client.approve("r-1", ""))
                    .isInstanceOfSatisfying(
                            RequestFailedException.class,
                            e -> assertThat(e.code()).isEqualTo(ErrorCode.APPROVAL_NOT_ALLOWED));
        }
    }

    @Test
    void answerWithoutTheRequestIsNotTakenForSuccess() throws IOException {
        try (FakeGateway gateway = FakeGateway.plain(gate -> {
                    gate.send(gate.read().stream(), new ServerMessage.ApprovalList(List.of()));
                    gate.drain();
                });
                ApprovalsClient client = ApprovalsClient.connect(RemoteConnectionIT.options(gateway))) {
            assertThatThrownBy(() -> client.approve("r-1", "")).isInstanceOf(ConnectionLostException.class);
        }
    }

    @Test
    void watchTellsWhatIsNewAndWhatHasChangedAndEndsWhenClosed() {
        ApprovalRequest first = StreamsIT.REQUEST;
        AtomicReference<List<ApprovalRequest>> now = new AtomicReference<>(List.of());
        List<ApprovalRequest> told = new CopyOnWriteArrayList<>();
        ApprovalWatch watch = ApprovalWatch.start(now::get, listener(told), Duration.ofMillis(1));
        now.set(List.of(first));
        assertThat(Until.holds(() -> told.size() == 1)).isTrue();
        now.set(List.of(approved(first)));
        assertThat(Until.holds(() -> told.size() == 2)).isTrue();
        watch.close();

        assertThat(told).containsExactly(first, approved(first));
        assertThat(Until.holds(() -> Thread.getAllStackTraces().keySet().stream()
                        .noneMatch(thread -> thread.getName().equals("hoop-approval-watch"))))
                .isTrue();
    }

    @Test
    void watchThatCannotAskAnyMoreSaysSoOnce() {
        List<GatewayException> failures = new CopyOnWriteArrayList<>();
        ApprovalWatch.Listener listener = new ApprovalWatch.Listener() {
            @Override
            public void changed(ApprovalRequest request) {}

            @Override
            public void failed(GatewayException failure) {
                failures.add(failure);
            }
        };
        ApprovalWatch watch = ApprovalWatch.start(
                () -> {
                    throw new GatewayException(ErrorCode.CONNECTION_LOST, "lost");
                },
                listener,
                Duration.ofMillis(1));
        assertThat(Until.holds(() -> failures.size() == 1)).isTrue();
        watch.close();
    }

    private static ApprovalRequest approved(ApprovalRequest r) {
        return new ApprovalRequest(
                r.id(),
                ApprovalRequest.State.APPROVED,
                r.requester(),
                r.target(),
                r.task(),
                r.rule(),
                r.reason(),
                r.statement(),
                r.parameters(),
                r.touches(),
                r.approvers(),
                r.needed(),
                List.of("ann"),
                r.askedAt(),
                r.expiresAt(),
                r.answerAt());
    }

    private static ApprovalWatch.Listener listener(List<ApprovalRequest> told) {
        return new ApprovalWatch.Listener() {
            @Override
            public void changed(ApprovalRequest request) {
                told.add(request);
            }

            @Override
            public void failed(GatewayException failure) {
                throw new AssertionError(failure);
            }
        };
    }
}
