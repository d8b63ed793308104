package dev.hoop.gateway.server.connectors.ssh;

import dev.hoop.gateway.engine.CommandOptions;
import java.util.EnumMap;
import java.util.Map;
import org.apache.sshd.client.channel.PtyCapableChannelSession;
import org.apache.sshd.common.channel.PtyMode;

/** Asks a host for the terminal that the subject has. */
final class Terminals {
    private Terminals() {}

    static void give(PtyCapableChannelSession channel, CommandOptions.Terminal terminal) {
        Map<PtyMode, Integer> modes = new EnumMap<>(PtyMode.class);
        terminal.modes().forEach((number, value) -> {
            PtyMode mode = PtyMode.fromInt(number);
            if (mode != null) {
                modes.put(mode, value);
            }
        });
        channel.setUsePty(true);
        channel.setPtyType(terminal.type());
        channel.setPtyColumns(terminal.columns());
        channel.setPtyLines(terminal.rows());
        channel.setPtyModes(modes);
    }
}
