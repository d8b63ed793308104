package dev.hoop.gateway.jdbc.exchange;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.hoop.gateway.api.wire.SessionSetting;
import dev.hoop.gateway.api.wire.StateSetting;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The settings of a session as the application sees them, and those the gateway has not been told yet. What an application sets rides with
 * the next message; what a message answers corrects what is known here, so that reading a setting costs nothing. Thread-safe.
 */
public final class SessionState {
    private static final String IDLE = "IDLE";

    private final Object lock = new Object();

    @GuardedBy("lock")
    private final Map<SessionSetting, String> known = new EnumMap<>(SessionSetting.class);

    /** By setting, or by name for client information; in the order in which they were set. */
    @GuardedBy("lock")
    private final Map<String, StateSetting> unsent = new LinkedHashMap<>();

    /** Something was executed since the last commit or rollback, whatever the gateway says. */
    @GuardedBy("lock")
    private boolean touched;

    /** The value in force, wanted ones included, or empty where nobody has said. */
    public String value(SessionSetting setting) {
        synchronized (lock) {
            return known.getOrDefault(setting, "");
        }
    }

    public boolean isTrue(SessionSetting setting) {
        return value(setting).equals("true");
    }

    /** Wants a value from the next message on; nothing happens when it is in force already. */
    public void want(SessionSetting setting, String value) {
        synchronized (lock) {
            if (!value.equals(known.put(setting, value)) || unsent.containsKey(setting.name())) {
                unsent.put(setting.name(), new StateSetting(setting, value));
            }
        }
    }

    /** Wants a name of the client information to have a value; an empty one removes it. */
    public void wantClientInformation(String name, String value) {
        synchronized (lock) {
            StateSetting setting = new StateSetting(SessionSetting.CLIENT_INFO, name + "=" + value);
            unsent.put(key(setting), setting);
        }
    }

    /** Whether a transaction is open as far as either side knows. */
    public boolean isInTransaction() {
        synchronized (lock) {
            String transaction = known.getOrDefault(SessionSetting.TRANSACTION, IDLE);
            return !transaction.equals(IDLE) || (touched && !isTrue(SessionSetting.AUTO_COMMIT));
        }
    }

    /** What the next message takes along. A message that cannot be sent ends the connection, so nothing need be put back. */
    List<StateSetting> take() {
        synchronized (lock) {
            List<StateSetting> taken = List.copyOf(unsent.values());
            unsent.clear();
            return taken;
        }
    }

    /**
     * A message failed before anything of it reached the target, so its settings may not be in force: they ride again unless the gateway
     * has confirmed them or the application wants something else by now. Going on without them could run statements in the wrong schema,
     * or outside the transaction that the application believes to be in.
     */
    void notApplied(List<StateSetting> settings, List<StateSetting> confirmed) {
        synchronized (lock) {
            for (StateSetting setting : settings) {
                boolean wanted = setting.setting() == SessionSetting.CLIENT_INFO
                        || setting.value().equals(known.get(setting.setting()));
                if (wanted && !confirmed.contains(setting)) {
                    unsent.putIfAbsent(key(setting), setting);
                }
            }
        }
    }

    /** Client information is many settings, one by each name. */
    private static String key(StateSetting setting) {
        String value = setting.value();
        return setting.setting() == SessionSetting.CLIENT_INFO
                ? setting.setting() + "." + value.substring(0, Math.max(0, value.indexOf('=')))
                : setting.setting().name();
    }

    boolean hasUnsent() {
        synchronized (lock) {
            return !unsent.isEmpty();
        }
    }

    void executed() {
        synchronized (lock) {
            touched = true;
        }
    }

    void transactionEnded() {
        synchronized (lock) {
            touched = false;
        }
    }

    /** Takes over what the gateway tells; what the application has wanted since then stays. */
    void told(List<StateSetting> settings) {
        synchronized (lock) {
            for (StateSetting told : settings) {
                if (!unsent.containsKey(told.setting().name()) && told.setting() != SessionSetting.CLIENT_INFO) {
                    known.put(told.setting(), told.value());
                }
            }
        }
    }
}
