package dev.hoop.gateway.engine;

/**
 * That the intent to run a statement stands in the trail. Made by the trail when the record is as durable as was asked for.
 *
 * @param decision the judgement that was recorded
 * @param sequence the position of the record in its log
 */
public record AuditReceipt(DecisionId decision, long sequence) {}
