package dev.hoop.gateway.server.assembly.demo;

import dev.hoop.gateway.api.approval.ApprovalDecision;
import dev.hoop.gateway.api.approval.ApprovalListener;
import dev.hoop.gateway.api.approval.ApprovalRequest;
import dev.hoop.gateway.remote.ApprovalsClient;
import dev.hoop.gateway.remote.RemoteOptions;
import java.util.concurrent.ExecutorService;

/**
 * The asking side's listener of the demo: shows the request, and has another person answer it on a connection and thread of their own, as
 * a person at another desk would.
 */
final class SecondPerson implements ApprovalListener {
    private final Script script;
    private final ExecutorService elsewhere;
    private final RemoteOptions dora;
    private final boolean agrees;
    private boolean asked;

    SecondPerson(Script script, ExecutorService elsewhere, RemoteOptions dora, boolean agrees) {
        this.script = script;
        this.elsewhere = elsewhere;
        this.dora = dora;
        this.agrees = agrees;
    }

    @Override
    public void pending(ApprovalRequest request) {
        if (asked) {
            return;
        }
        asked = true;
        script.verdict(
                "held",
                "rule " + request.rule() + ", waits for " + request.needed() + " of "
                        + String.join(", ", request.approvers()));
        elsewhere.execute(() -> answer(request.id()));
    }

    @Override
    public void decided(ApprovalDecision decision) {
        script.note("dora (dba) says " + (agrees ? "yes" : "no: " + decision.reason()));
    }

    private void answer(String requestId) {
        try (ApprovalsClient client = ApprovalsClient.connect(dora)) {
            if (agrees) {
                client.approve(requestId, "checked with the customer");
            } else {
                client.refuse(requestId, "paid payments are not touched");
            }
        }
    }
}
