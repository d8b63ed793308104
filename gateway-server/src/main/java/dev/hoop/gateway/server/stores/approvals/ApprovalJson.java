package dev.hoop.gateway.server.stores.approvals;

import dev.hoop.gateway.engine.policy.ApproverSet;
import java.util.List;
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
        return MAPPER.readValue(json, new TypeReference<List<ApproverSet>>() {});
    }
}
