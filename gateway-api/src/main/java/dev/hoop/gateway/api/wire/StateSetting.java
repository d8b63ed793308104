package dev.hoop.gateway.api.wire;

/** A setting and its value, as wanted by the driver or as told by the gateway. */
public record StateSetting(SessionSetting setting, String value) {
    void encode(WireWriter out) {
        out.constant(setting);
        out.text(value);
    }

    static StateSetting decode(WireReader in) {
        return new StateSetting(in.constant(SessionSetting.values()), in.text());
    }
}
