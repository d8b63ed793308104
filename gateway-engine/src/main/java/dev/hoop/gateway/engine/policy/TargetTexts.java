package dev.hoop.gateway.engine.policy;

/** Which of the target's own words, in errors and warnings, the subject may read: they quote values. */
public enum TargetTexts {
    /** All of them: nothing here is masked from the subject, or nothing masked is near. */
    SHOWN,
    /**
     * Those of the database itself, but not those of code in it: a write may set off a trigger, which may read and tell anything. No
     * warnings, and no errors that code has raised.
     */
    WITHOUT_CODE,
    /** None, because a protected table was touched. */
    WITHHELD
}
