package dev.hoop.gateway.server.gate;

import dev.hoop.gateway.api.wire.ApprovalMode;
import dev.hoop.gateway.api.wire.SessionSetting;
import dev.hoop.gateway.api.wire.StateSetting;
import dev.hoop.gateway.engine.TargetName;
import dev.hoop.gateway.engine.TaskId;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/**
 * How a visitor wants its session to begin.
 *
 * @param approvalWait how long a held statement may wait at most; zero leaves it to the rule
 */
public record Opening(
        TargetName target,
        Optional<TaskId> task,
        ZoneId zone,
        ApprovalMode approvalMode,
        Duration approvalWait,
        List<StateSetting> state) {
    private static final String APPLICATION = "ApplicationName=";
    private static final int LONGEST_NAME = 100;

    public Opening {
        state = List.copyOf(state);
    }

    /** What the application calls itself, cut to a length that a list can show. It is a claim nobody has checked, and nothing rests on it. */
    Optional<String> application() {
        return state.stream()
                .filter(setting -> setting.setting() == SessionSetting.CLIENT_INFO)
                .map(StateSetting::value)
                .filter(line -> line.startsWith(APPLICATION) && line.length() > APPLICATION.length())
                .map(line -> line.substring(APPLICATION.length()))
                .map(name -> name.substring(0, Math.min(name.length(), LONGEST_NAME)))
                .reduce((first, last) -> last);
    }
}
