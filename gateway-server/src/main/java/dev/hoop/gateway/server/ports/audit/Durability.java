package dev.hoop.gateway.server.ports.audit;

/** How durable an intent must be before its statement runs. */
public enum Durability {
    /** On the disk. */
    STRICT,
    /** With the operating system, and on the disk within 50 ms. */
    BOUNDED
}
