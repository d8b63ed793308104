package dev.hoop.gateway.server.doors.remote;

import dev.hoop.gateway.api.wire.SessionSetting;
import dev.hoop.gateway.api.wire.StateSetting;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** What the driver has been told of the session's settings, so that only changes travel. Not thread-safe. */
final class ToldState {
    private List<StateSetting> last = List.of();
    private final Map<SessionSetting, String> told = new EnumMap<>(SessionSetting.class);

    /** The settings that differ from what was told before; they count as told from now on. */
    List<StateSetting> changes(List<StateSetting> now) {
        if (now == last) {
            return List.of();
        }
        last = now;
        List<StateSetting> changed = List.of();
        for (StateSetting setting : now) {
            if (!setting.value().equals(told.put(setting.setting(), setting.value()))) {
                if (changed.isEmpty()) {
                    changed = new ArrayList<>();
                }
                changed.add(setting);
            }
        }
        return changed;
    }

    /** The value last told, or empty. */
    String value(SessionSetting setting) {
        return told.getOrDefault(setting, "");
    }
}
