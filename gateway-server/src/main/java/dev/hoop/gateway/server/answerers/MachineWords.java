package dev.hoop.gateway.server.answerers;

import dev.hoop.gateway.api.approval.ApprovalRequest;
import dev.hoop.gateway.server.ports.approvals.AnsweringMachine.Answer;
import dev.hoop.gateway.server.ports.approvals.AnsweringMachine.UnansweredException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import tools.jackson.databind.JsonNode;

/** How machines are told of a request, and what they may say to it. */
public final class MachineWords {
    private MachineWords() {}

    /** The request as approvers see it. */
    public static Map<String, Object> question(ApprovalRequest request) {
        Map<String, Object> question = new LinkedHashMap<>();
        question.put("request", request.id());
        question.put("requester", request.requester());
        question.put("target", request.target());
        question.put("task", request.task());
        question.put("rule", request.rule());
        question.put("statement", request.statement());
        question.put("parameters", request.parameters());
        question.put("touches", request.touches());
        question.put("askedAt", request.askedAt().toString());
        return question;
    }

    /**
     * What {@code {"answer": "approve" | "refuse" | "pass", "reason": …, "maxRows": …}} means.
     *
     * @throws UnansweredException for anything else
     */
    public static Optional<Answer> understood(JsonNode said) throws UnansweredException {
        JsonNode rows = said.path("maxRows");
        boolean bounded = !rows.isMissingNode();
        if (!said.isObject() || (bounded && !isCount(rows))) {
            throw new UnansweredException("its answer is not understood");
        }
        OptionalLong maxRows = bounded ? OptionalLong.of(rows.asLong()) : OptionalLong.empty();
        String reason = said.path("reason").asString("");
        return switch (said.path("answer").asString("")) {
            case "approve" -> Optional.of(new Answer(true, reason, maxRows));
            case "refuse" -> Optional.of(new Answer(false, reason, OptionalLong.empty()));
            case "pass" -> Optional.empty();
            default -> throw new UnansweredException("its answer is not understood");
        };
    }

    private static boolean isCount(JsonNode rows) {
        return rows.isIntegralNumber() && rows.canConvertToLong() && rows.asLong() >= 0;
    }
}
