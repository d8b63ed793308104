package dev.hoop.gateway.jdbc.options;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Every option of a connection, given in the URL ({@code ?name=value&…}) or as a connection property. The one table that the parser, {@code
 * getPropertyInfo} and the documentation share.
 */
public enum Option {
    USER("user", "", "Who asks. Not needed: the token says it. When given, it must be the subject of the token."),
    PASSWORD("password", "", "The token, under the name that every pool and tool has a field for.", Trait.SECRET),
    TOKEN("token", "", "The token.", Trait.SECRET),
    TOKEN_FILE("tokenFile", "", "A file that holds the token; read again for each connection, so it may be rotated."),
    TOKEN_ENV("tokenEnv", "", "An environment variable that holds the token."),
    TOKEN_COMMAND(
            "tokenCommand",
            "",
            "A program, with arguments separated by spaces, that prints the token. No shell is involved."),
    TLS("tls", "on", "'off' speaks plainly, which is accepted for loopback addresses only.", "on", "off"),
    TRUST_STORE("trustStore", "", "A PKCS12 or JKS file with the authorities to trust instead of the JDK's."),
    TRUST_STORE_PASSWORD("trustStorePassword", "", "Opens the trust store.", Trait.SECRET),
    CA_FILE("caFile", "", "A PEM file with the authorities to trust instead of the JDK's."),
    PIN("pin", "", "The SHA-256 fingerprint of the gateway's certificate in hexadecimal: trust this one and no other."),
    CONNECT_TIMEOUT("connectTimeout", "10s", "How long one address may take to accept a connection and finish TLS."),
    LOGIN_TIMEOUT(
            "loginTimeout",
            "",
            "How long everything up to a usable connection may take; DriverManager's when empty, else 30s."),
    SOCKET_TIMEOUT(
            "socketTimeout",
            "0",
            "How long an answer may take, where the statement sets no timeout; 0 waits as long as the gateway is alive."),
    KEEP_ALIVE(
            "keepAlive",
            "15s",
            "How long silence may last while an answer is due before the gateway is asked whether it lives."),
    APPROVAL(
            "approval",
            "wait",
            "What a held statement does: block, fail at once with the request's id, or block and tell a listener.",
            "wait",
            "fail",
            "callback"),
    APPROVAL_TIMEOUT("approvalTimeout", "0", "How long a held statement waits; 0 leaves it to the rule."),
    APPROVAL_LISTENER(
            "approvalListener",
            "",
            "For approval=callback: a class with a public constructor that implements dev.hoop.gateway.api.approval.ApprovalListener; in java.util.Properties also the object itself."),
    TASK("task", "", "The task (ticket, job, pull request) this session works on; policy and approvers see it."),
    APPLICATION_NAME(
            "applicationName",
            "",
            "Names the application in the trail and, where the database can, in its session list."),
    FETCH_SIZE("fetchSize", "0", "Rows fetched at a time where a statement does not say; 0 leaves it to the gateway."),
    ROW_WINDOW(
            "rowWindow",
            "256k",
            "Bytes of rows the gateway may send ahead of the application, per open result (k and m as units)."),
    MAX_BUFFERED(
            "maxBuffered",
            "64m",
            "Bytes of rows kept in memory for one scrollable result, or for one that stays open over a commit."),
    MAX_STREAM(
            "maxStream",
            "",
            "The most bytes or characters of a stream or reader given as a parameter; empty for as many as the gateway takes."),
    AUTO_COMMIT("autoCommit", "", "How the session begins: true or false; empty means true.", "", "true", "false"),
    READ_ONLY(
            "readOnly",
            "",
            "Whether the session begins read-only; empty leaves it to the target.",
            "",
            "true",
            "false"),
    SCHEMA(
            "schema",
            "",
            "The schema the session begins in, in PostgreSQL also several with commas between them; empty leaves it to the target.");

    private static final Map<String, Option> BY_KEY =
            Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(Option::key, Function.identity()));

    private enum Trait {
        PLAIN,
        SECRET
    }

    private final String key;
    private final String byDefault;
    private final String description;
    private final Trait trait;

    @SuppressWarnings("ImmutableEnumChecker") // made by List.of
    private final List<String> choices;

    Option(String key, String byDefault, String description, String... choices) {
        this(key, byDefault, description, Trait.PLAIN, choices);
    }

    Option(String key, String byDefault, String description, Trait trait, String... choices) {
        this.key = key;
        this.byDefault = byDefault;
        this.description = description;
        this.trait = trait;
        this.choices = List.of(choices);
    }

    /** As written in URLs and properties. */
    public String key() {
        return key;
    }

    /** The text that stands for "not given". */
    public String byDefault() {
        return byDefault;
    }

    public String description() {
        return description;
    }

    /** The value must not be shown. */
    public boolean isSecret() {
        return trait == Trait.SECRET;
    }

    /** The only values there are, or empty where the value is free. */
    public List<String> choices() {
        return choices;
    }

    /** Case counts: two spellings of one option would make it unclear which one wins. */
    public static Optional<Option> of(String key) {
        return Optional.ofNullable(BY_KEY.get(key));
    }

    /** The option that other drivers, or frameworks, have under that name, with the same meaning and form of its value. */
    public static Optional<Option> meantBy(String foreignKey) {
        return switch (foreignKey) {
            case "ApplicationName" -> Optional.of(APPLICATION_NAME);
            case "currentSchema" -> Optional.of(SCHEMA);
            case "autocommit" -> Optional.of(AUTO_COMMIT);
            case "defaultRowFetchSize", "defaultFetchSize" -> Optional.of(FETCH_SIZE);
            default -> Optional.empty();
        };
    }

    /** The option whose name is most like the given one. */
    public static Option nearest(String key) {
        String wanted = key.toLowerCase(Locale.ROOT);
        return Arrays.stream(values())
                .min(Comparator.comparingInt(option -> distance(wanted, option.key.toLowerCase(Locale.ROOT))))
                .orElseThrow();
    }

    /** Whether a name is so like one of ours that it must be a slip: at most two letters differ, or only their case. */
    public static boolean isNearMiss(String key) {
        int distance = distance(key.toLowerCase(Locale.ROOT), nearest(key).key.toLowerCase(Locale.ROOT));
        return distance <= (key.length() < 6 ? 1 : 2);
    }

    /** Levenshtein's: the number of letters to insert, drop or change. */
    private static int distance(String from, String to) {
        int[] row = new int[to.length() + 1];
        for (int j = 0; j < row.length; j++) {
            row[j] = j;
        }
        for (int i = 1; i <= from.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j < row.length; j++) {
                int changed = diagonal + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(changed, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[to.length()];
    }
}
