package dev.hoop.gateway.server.stores.approvals;

import dev.hoop.gateway.engine.policy.ApproverSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What is told of a request: enough to know whether to look. Of its statement only what holds no value, and nothing of its parameters. */
final class ApprovalNews {
    private static final int MOST_TOUCHED = 12;

    private ApprovalNews() {}

    static String of(RequestRow row) {
        Map<String, Object> news = new LinkedHashMap<>();
        news.put("request", row.id());
        news.put("state", row.state().name().toLowerCase(Locale.ROOT));
        news.put("requester", row.requester());
        news.put("target", row.target());
        news.put("task", row.task());
        news.put("rule", row.rule());
        news.put("statement", row.shape());
        news.put(
                "touches",
                row.shape().isEmpty()
                        ? List.of()
                        : row.touches().stream().limit(MOST_TOUCHED).toList());
        news.put("approvers", row.needs().stream().map(ApproverSet::approvers).toList());
        news.put("decidedBy", row.decidedBy());
        news.put("expiresAt", row.expiresAt().toString());
        return ApprovalJson.write(news);
    }
}
