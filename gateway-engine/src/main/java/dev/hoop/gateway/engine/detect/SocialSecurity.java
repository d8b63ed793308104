package dev.hoop.gateway.engine.detect;

import static dev.hoop.gateway.engine.detect.CheckDigits.number;

import java.util.stream.Stream;

/** Social security numbers of the United States: no check digit, but areas, groups and serials that are never given out. */
final class SocialSecurity {
    private SocialSecurity() {}

    static Stream<Format> formats() {
        return Format.all(
                Entity.US_SSN, SocialSecurity::check, "ddd-dd-dddd", "ddd dd dddd", "ddd.dd.dddd", "ddddddddd");
    }

    private static Certainty check(String digits, boolean grouped) {
        int area = number(digits, 0, 3);
        boolean given =
                area != 0 && area != 666 && area < 900 && number(digits, 3, 5) != 0 && number(digits, 5, 9) != 0;
        if (!given || CheckDigits.allEqual(digits)) {
            return Certainty.NONE;
        }
        return grouped ? Certainty.LIKELY : Certainty.POSSIBLE;
    }
}
