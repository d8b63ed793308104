/** Tests of the gate over the real H2 connector and approvals store. */
@org.jspecify.annotations.NullMarked
package dev.hoop.gateway.server.gate;
