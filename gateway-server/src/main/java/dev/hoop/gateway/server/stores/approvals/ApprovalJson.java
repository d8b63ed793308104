package dev.hoop.gateway.server.stores.approvals;

import dev.hoop.gateway.engine.policy.ApproverSet;
import dev.hoop.gateway.engine.policy.schedule.OnCall;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** The lists that stand in text columns. */
final class ApprovalJson {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private ApprovalJson() {}

    static String write(Object value) {
        return MAPPER.writeValueAsString(value);
    }

    static List<String> texts(String json) {
        return MAPPER.readValue(json, new TypeReference<List<String>>() {});
    }

    static List<ApproverSet> needs(String json) {
        return MAPPER.readValue(json, new TypeReference<List<Needed>>() {}).stream()
                .map(Needed::set)
                .toList();
    }

    /** A set as it is kept; one that was kept before there were schedules has none. */
    private record Needed(
            List<String> approvers, int quorum, @Nullable List<OnCall> schedules) {
        private ApproverSet set() {
            return new ApproverSet(approvers, quorum, schedules == null ? List.of() : schedules);
        }
    }
}
