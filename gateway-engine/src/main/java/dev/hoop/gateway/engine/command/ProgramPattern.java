package dev.hoop.gateway.engine.command;

/** A pattern for names of programs: with a slash the whole path, without one its last part. Immutable. */
public final class ProgramPattern {
    private final boolean whole;
    private final Glob glob;

    public ProgramPattern(String text) {
        this.whole = text.indexOf('/') >= 0;
        this.glob = Glob.ofWord(text);
    }

    /**
     * Whether a program that is permitted by this pattern is meant: without a slash in the pattern that is the name alone, or the program in
     * one of the usual places, for a file of the caller's making may have any name.
     */
    public boolean mustBe(ProgramUse use) {
        String name = use.name().known().orElse("");
        if (name.isEmpty()) {
            return false;
        }
        if (whole || name.indexOf('/') < 0 || glob.toString().equals("*")) {
            return glob.fits(name);
        }
        return name.matches("/(?:usr/(?:local/)?)?s?bin/[^/]+") && glob.fits(name.substring(name.lastIndexOf('/') + 1));
    }

    /** Whether the program may be meant. One that is computed is not: that it is computed is judged by itself. */
    public boolean mayBe(ProgramUse use) {
        String name = use.name().known().orElse("");
        return !name.isEmpty() && (whole ? glob.fits(name) : glob.fits(name.substring(name.lastIndexOf('/') + 1)));
    }

    @Override
    public String toString() {
        return glob.toString();
    }
}
