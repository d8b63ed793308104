package dev.hoop.gateway.api.wire;

/** What an Approvals message does. */
public enum ApprovalAction {
    /** The requests that this subject may answer or has asked. */
    LIST,
    /** One request. */
    READ,
    APPROVE,
    REFUSE,
    /** The requester takes the request back. */
    WITHDRAW
}
