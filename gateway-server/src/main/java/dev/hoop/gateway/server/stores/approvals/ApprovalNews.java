package dev.hoop.gateway.server.stores.approvals;

import dev.hoop.gateway.engine.policy.ApproverSet;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** What is told of a request: enough to know whether to look, and nothing of its statement or its parameters. */
final class ApprovalNews {
    private ApprovalNews() {}

    static String of(RequestRow row) {
        Map<String, Object> news = new LinkedHashMap<>();
        news.put("request", row.id());
        news.put("state", row.state().name().toLowerCase(Locale.ROOT));
        news.put("requester", row.requester());
        news.put("target", row.target());
        news.put("task", row.task());
        news.put("rule", row.rule());
        news.put("approvers", row.needs().stream().map(ApproverSet::approvers).toList());
        news.put("decidedBy", row.decidedBy());
        news.put("expiresAt", row.expiresAt().toString());
        return ApprovalJson.write(news);
    }
}
