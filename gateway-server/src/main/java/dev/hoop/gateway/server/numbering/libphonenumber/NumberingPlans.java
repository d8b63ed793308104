package dev.hoop.gateway.server.numbering.libphonenumber;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import dev.hoop.gateway.engine.detect.PhoneNumbers;

/** The numbering plans of the world. The plan of a country is read when first asked for. Thread-safe. */
public final class NumberingPlans implements PhoneNumbers {
    private static final String NO_REGION = "ZZ";

    private final PhoneNumberUtil plans = PhoneNumberUtil.getInstance();

    @Override
    public boolean isAssignable(String number, String region) {
        try {
            return plans.isValidNumber(plans.parse(number, region.isEmpty() ? NO_REGION : region));
        } catch (NumberParseException noNumber) {
            return false;
        }
    }
}
