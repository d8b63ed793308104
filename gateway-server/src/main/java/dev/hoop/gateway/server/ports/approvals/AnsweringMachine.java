package dev.hoop.gateway.server.ports.approvals;

import dev.hoop.gateway.api.approval.ApprovalRequest;
import java.util.Optional;
import java.util.OptionalLong;

/** A policy engine that may answer requests in a person's place, where a rule names it among its approvers. Thread-safe. */
public interface AnsweringMachine {
    /** How subjects begin that are machines. Nobody logs in under such a name. */
    String PREFIX = "machine:";

    /** Its name among approvers, without the prefix. */
    String name();

    /** Its answer. Empty when it leaves the request to others; takes a bounded time. @throws UnansweredException when it cannot be asked */
    Optional<Answer> answer(ApprovalRequest request) throws UnansweredException;

    /** What it says, and why, for the trail and the requester. */
    record Answer(boolean approve, String reason, OptionalLong maxRows) {}

    /** It did not answer, or not in a way that is understood. The request waits on. */
    final class UnansweredException extends Exception {
        private static final long serialVersionUID = 1L;

        public UnansweredException(String why) {
            super(why);
        }
    }
}
