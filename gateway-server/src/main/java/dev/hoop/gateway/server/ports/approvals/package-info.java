/** What the gate asks of approvals: requests, votes, and the one claim that lets an approved statement run. */
@NullMarked
package dev.hoop.gateway.server.ports.approvals;

import org.jspecify.annotations.NullMarked;
