package dev.hoop.gateway.api.approval;

/**
 * How a held statement was decided.
 *
 * @param by who decided, or empty when nobody did (expiry, withdrawal)
 * @param reason the reason given; may be empty
 */
public record ApprovalDecision(String requestId, ApprovalRequest.State state, String by, String reason) {}
