package dev.hoop.gateway.server.gate;

/** What a subject may do with the gateway itself. Who approves what is said by the rules of the policy, and no role approves. */
public enum Role {
    /** Issues and revokes tokens, ends sessions. Sees no statement and no recording. */
    ADMIN,
    /** Reads sessions, recordings and the trail. Changes nothing. */
    AUDITOR,
    /** Confirms, narrows or revokes grants. */
    REVIEWER
}
