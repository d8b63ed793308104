package dev.hoop.gateway.engine.sql.token;

import dev.hoop.gateway.engine.Dialect;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * The session settings that decide how a database splits a text into tokens. Read them from the live session: a text read
 * under other settings than the database's is misread.
 *
 * @param standardConformingStrings PostgreSQL: a backslash in {@code '..'} is an ordinary character
 * @param ansiQuotes MySQL, MariaDB: {@code ".."} is an identifier, not a string
 * @param noBackslashEscapes MySQL, MariaDB: a backslash in a string is an ordinary character
 * @param pipesAsConcat MySQL, MariaDB: {@code ||} joins strings instead of being OR
 * @param serverVersion as the server reports it, or empty when unknown; unknown means the newer spellings are refused
 */
public record LexicalSettings(
        Dialect dialect,
        boolean standardConformingStrings,
        boolean ansiQuotes,
        boolean noBackslashEscapes,
        boolean pipesAsConcat,
        Placeholders placeholders,
        String serverVersion) {

    /** Modes that do not change how a text is read, as far as tokens and operator precedence go. */
    private static final Set<String> HARMLESS_MODES = Set.of(
            "ALLOW_INVALID_DATES",
            "ANSI", // always reported together with the modes it stands for
            "EMPTY_STRING_IS_NULL",
            "ERROR_FOR_DIVISION_BY_ZERO",
            "IGNORE_BAD_TABLE_OPTIONS",
            "IGNORE_SPACE",
            "NO_AUTO_CREATE_USER",
            "NO_AUTO_VALUE_ON_ZERO",
            "NO_DIR_IN_CREATE",
            "NO_ENGINE_SUBSTITUTION",
            "NO_FIELD_OPTIONS",
            "NO_KEY_OPTIONS",
            "NO_TABLE_OPTIONS",
            "NO_UNSIGNED_SUBTRACTION",
            "NO_ZERO_DATE",
            "NO_ZERO_IN_DATE",
            "ONLY_FULL_GROUP_BY",
            "PAD_CHAR_TO_FULL_LENGTH",
            "REAL_AS_FLOAT",
            "SIMULTANEOUS_ASSIGNMENT",
            "STRICT_ALL_TABLES",
            "STRICT_TRANS_TABLES",
            "TIME_ROUND_FRACTIONAL",
            "TIME_TRUNCATE_FRACTIONAL",
            "TRADITIONAL");

    private static final Set<String> UTF8_CHARSETS = Set.of("utf8", "utf8mb3", "utf8mb4");

    public LexicalSettings {
        if (placeholders == Placeholders.NUMBERED && dialect != Dialect.POSTGRESQL) {
            throw new IllegalArgumentException(
                    "numbered placeholders belong to PostgreSQL's protocol, not to " + dialect);
        }
    }

    /** What a session of the newest supported server has after connecting, with nothing configured; JDBC placeholders. */
    public static LexicalSettings defaults(Dialect dialect) {
        return new LexicalSettings(dialect, true, false, false, false, Placeholders.QUESTION_MARKS, "");
    }

    /**
     * The settings by the names under which the database itself reports them: {@code standard_conforming_strings}, {@code
     * client_encoding} and {@code server_version}; {@code sql_mode}, {@code character_set_client} and {@code version}; {@code
     * MODE}, {@code DATABASE_TO_UPPER} and {@code VERSION}. Versions may be left out; other names are ignored.
     *
     * @throws UnmodelledSettingException if one is missing or changes the reading in a way that is not understood
     */
    public static LexicalSettings reported(Dialect dialect, Map<String, String> session) {
        return switch (dialect) {
            case SHELL -> throw dialect.notSql();
            case POSTGRESQL ->
                postgresql(
                        required(session, "standard_conforming_strings"),
                        required(session, "client_encoding"),
                        session.getOrDefault("server_version", ""));
            case MYSQL, MARIADB ->
                mysql(
                        dialect,
                        required(session, "sql_mode"),
                        required(session, "character_set_client"),
                        session.getOrDefault("version", ""));
            case H2 ->
                h2(
                        required(session, "MODE"),
                        required(session, "DATABASE_TO_UPPER").equalsIgnoreCase("TRUE"),
                        session.getOrDefault("VERSION", ""));
        };
    }

    private static String required(Map<String, String> session, String name) {
        String value = session.get(name);
        if (value == null) {
            throw new UnmodelledSettingException(name, "(not reported)", "read it from the session");
        }
        return value;
    }

    /**
     * Settings of a PostgreSQL session, from its {@code standard_conforming_strings}, {@code client_encoding} and
     * {@code server_version}.
     *
     * @throws UnmodelledSettingException if the encoding is not UTF8
     */
    public static LexicalSettings postgresql(String standardConformingStrings, String clientEncoding, String version) {
        if (!clientEncoding.equalsIgnoreCase("UTF8") && !clientEncoding.equalsIgnoreCase("UNICODE")) {
            throw new UnmodelledSettingException("client_encoding", clientEncoding, "use UTF8");
        }
        boolean standard = switch (standardConformingStrings) {
            case "on" -> true;
            case "off" -> false;
            default ->
                throw new UnmodelledSettingException(
                        "standard_conforming_strings", standardConformingStrings, "use on");
        };
        return new LexicalSettings(
                Dialect.POSTGRESQL, standard, false, false, false, Placeholders.QUESTION_MARKS, version);
    }

    /**
     * Settings of a MySQL or MariaDB session, from its {@code sql_mode}, {@code character_set_client} and version.
     *
     * @throws UnmodelledSettingException if a mode is not known to leave the reading alone, or the encoding is not UTF-8
     */
    public static LexicalSettings mysql(Dialect dialect, String sqlMode, String characterSetClient, String version) {
        if (dialect != Dialect.MYSQL && dialect != Dialect.MARIADB) {
            throw new IllegalArgumentException("sql_mode belongs to MySQL and MariaDB, not to " + dialect);
        }
        if (!UTF8_CHARSETS.contains(characterSetClient.toLowerCase(Locale.ENGLISH))) {
            throw new UnmodelledSettingException("character_set_client", characterSetClient, "use utf8mb4");
        }
        boolean ansiQuotes = false;
        boolean noBackslashEscapes = false;
        boolean pipesAsConcat = false;
        for (String mode : sqlMode.toUpperCase(Locale.ENGLISH).split(",", -1)) {
            switch (mode) {
                case "" -> {}
                case "ANSI_QUOTES" -> ansiQuotes = true;
                case "NO_BACKSLASH_ESCAPES" -> noBackslashEscapes = true;
                case "PIPES_AS_CONCAT" -> pipesAsConcat = true;
                default -> {
                    if (!HARMLESS_MODES.contains(mode)) {
                        throw new UnmodelledSettingException("sql_mode", mode, "remove this mode from the session");
                    }
                }
            }
        }
        return new LexicalSettings(
                dialect, true, ansiQuotes, noBackslashEscapes, pipesAsConcat, Placeholders.QUESTION_MARKS, version);
    }

    /**
     * Settings of an H2 session, from its {@code MODE} and {@code DATABASE_TO_UPPER} settings and version.
     *
     * @throws UnmodelledSettingException if it imitates another database or does not fold to upper case
     */
    public static LexicalSettings h2(String mode, boolean databaseToUpper, String version) {
        if (!mode.equalsIgnoreCase("REGULAR")) {
            throw new UnmodelledSettingException("MODE", mode, "use MODE=REGULAR");
        }
        if (!databaseToUpper) {
            throw new UnmodelledSettingException("DATABASE_TO_UPPER", "FALSE", "leave it TRUE");
        }
        return new LexicalSettings(Dialect.H2, true, false, false, false, Placeholders.QUESTION_MARKS, version);
    }

    /** The same session with parameters written as the protocol has them. */
    public LexicalSettings with(Placeholders style) {
        return new LexicalSettings(
                dialect,
                standardConformingStrings,
                ansiQuotes,
                noBackslashEscapes,
                pipesAsConcat,
                style,
                serverVersion);
    }

    /** The leading number of the version; 0 if unknown. */
    int majorVersion() {
        int major = 0;
        for (int i = 0; i < serverVersion.length() && i < 4; i++) {
            char c = serverVersion.charAt(i);
            if (c < '0' || c > '9') {
                break;
            }
            major = major * 10 + (c - '0');
        }
        return major;
    }
}
