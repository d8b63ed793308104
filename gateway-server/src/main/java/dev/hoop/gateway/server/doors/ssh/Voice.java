package dev.hoop.gateway.server.doors.ssh;

import dev.hoop.gateway.api.GatewayException;
import dev.hoop.gateway.api.approval.ApprovalListener;

/** How the gateway itself speaks to a client: in lines for a person, or in frames for a program. */
interface Voice extends ApprovalListener {
    /** A sentence of the gateway's own. */
    void say(String text);

    /** Why nothing runs, or nothing runs any more. */
    void refused(GatewayException why);
}
