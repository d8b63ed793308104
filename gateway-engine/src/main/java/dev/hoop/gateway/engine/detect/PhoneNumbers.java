package dev.hoop.gateway.engine.detect;

/**
 * Knows the numbering plans of the world, which change every month and are therefore not ours. Thread-safe.
 */
@FunctionalInterface
public interface PhoneNumbers {
    /**
     * Whether a text of digits is a number that can be assigned.
     *
     * @param number digits with their punctuation; with a leading {@code +} if it is in international form
     * @param region ISO 3166 code of the country whose national form is meant; empty for the international form
     */
    boolean isAssignable(String number, String region);

    /** Knows no numbering plan, so finds no number. */
    static PhoneNumbers none() {
        return (number, region) -> false;
    }
}
