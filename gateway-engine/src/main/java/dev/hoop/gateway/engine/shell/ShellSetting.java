package dev.hoop.gateway.engine.shell;

import java.util.Map;

/**
 * What the reading of a command depends on besides its text.
 *
 * @param home the account's home directory, {@code ~} where it is not known
 * @param directory where the command starts; {@code ~} is the home, empty is not known
 */
public record ShellSetting(Shell shell, Mode mode, String home, String directory) {
    /** Which shell reads the command. */
    public enum Shell {
        BASH,
        /** Bash or another shell of the POSIX family: what they read differently is not understood. */
        EITHER
    }

    /** How long the shell lives. */
    public enum Mode {
        /** For this one command. */
        ONCE,
        /** It goes on, so that what a command leaves behind changes the meaning of later ones. */
        SESSION
    }

    /** A shell that runs one command, of an account of which nothing is known. */
    public static final ShellSetting LOGIN = new ShellSetting(Shell.EITHER, Mode.ONCE, "~", "~");

    /** As the options of a target say: {@code shell} (bash or sh), {@code home}. */
    public static ShellSetting of(Map<String, String> options) {
        Shell shell = options.getOrDefault("shell", "sh").equals("bash") ? Shell.BASH : Shell.EITHER;
        return new ShellSetting(shell, Mode.ONCE, options.getOrDefault("home", "~"), "~");
    }

    /** The same account in another mode and place. */
    public ShellSetting in(Mode other, String place) {
        return new ShellSetting(shell, other, home, place);
    }
}
