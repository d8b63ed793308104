package dev.hoop.gateway.jdbc.options;

import dev.hoop.gateway.api.GatewayException;
import dev.hoop.gateway.remote.GatewayAddress;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.regex.Pattern;

/**
 * A URL of this driver, read whole and checked:
 *
 * <pre>
 *   jdbc:hoop://host[:port][,host2[:port2]…]/target[?option=value&amp;…]
 *   jdbc:hoop:scheme://…      the same, with a hint for tools that look at the URL
 * </pre>
 *
 * An IPv6 address stands in brackets; target and values may be percent-encoded. Properties win over the URL, as pools expect.
 *
 * @param scheme the hint, such as "postgresql", or empty
 */
public record HoopUrl(String scheme, List<GatewayAddress> addresses, String target, OptionValues options) {
    public static final String PREFIX = "jdbc:hoop:";

    private static final String FORM = "; write jdbc:hoop://host:port/target?option=value";
    private static final Pattern SCHEME = Pattern.compile("[a-z][a-z0-9+.-]{0,31}");
    private static final int MAX_CHARS = 16 * 1024;

    public HoopUrl {
        addresses = List.copyOf(addresses);
    }

    /** Whether the URL is meant for this driver at all; it may still be malformed. */
    public static boolean isOurs(String url) {
        return url.regionMatches(true, 0, PREFIX, 0, PREFIX.length());
    }

    /**
     * Reads a URL and the properties beside it.
     *
     * @throws SQLException with one sentence that says which part is wrong; it shows no value of an option
     */
    public static HoopUrl parse(String url, Properties properties) throws SQLException {
        if (url.length() > MAX_CHARS) {
            throw OptionValues.invalid("the URL is longer than " + MAX_CHARS + " characters" + FORM);
        }
        String rest = url.substring(PREFIX.length());
        int slashes = rest.indexOf("//");
        if (slashes < 0) {
            throw OptionValues.invalid("the URL has no '//' before the gateway's host" + FORM);
        }
        int question = rest.indexOf('?');
        String place = rest.substring(slashes + 2, question < 0 ? rest.length() : Math.max(question, slashes + 2));
        Map<Option, String> given = new EnumMap<>(Option.class);
        if (question >= 0) {
            addQuery(rest.substring(question + 1), given);
        }
        addProperties(properties, given);
        int slash = place.indexOf('/');
        if (slash < 0 || slash == place.length() - 1) {
            throw OptionValues.invalid("the URL names no target after the gateway's address" + FORM);
        }
        return new HoopUrl(
                scheme(rest.substring(0, slashes)),
                addresses(place.substring(0, slash)),
                target(place.substring(slash + 1)),
                new OptionValues(given));
    }

    private static String scheme(String hint) throws SQLException {
        if (hint.isEmpty()) {
            return "";
        }
        String scheme = hint.substring(0, hint.length() - 1).toLowerCase(Locale.ROOT);
        if (!hint.endsWith(":") || !SCHEME.matcher(scheme).matches()) {
            throw OptionValues.invalid(
                    "the URL has an unreadable hint between 'jdbc:hoop:' and '//'; write jdbc:hoop:postgresql://… or leave it out");
        }
        return scheme;
    }

    private static List<GatewayAddress> addresses(String list) throws SQLException {
        List<GatewayAddress> addresses = new ArrayList<>();
        for (String address : list.split(",", -1)) {
            if (address.isEmpty()) {
                throw OptionValues.invalid("the URL names no gateway host" + FORM);
            }
            if (address.indexOf('@') >= 0) {
                throw OptionValues.invalid(
                        "the URL has credentials before the host; pass the token as the password property instead");
            }
            try {
                addresses.add(GatewayAddress.parse(address));
            } catch (GatewayException e) {
                throw OptionValues.invalid("the URL has a bad gateway address: " + e.getMessage());
            }
        }
        return addresses;
    }

    private static String target(String text) throws SQLException {
        String target = decode(text, "target");
        if (target.isBlank() || target.indexOf('/') >= 0 || target.chars().anyMatch(Character::isISOControl)) {
            throw OptionValues.invalid(
                    "the URL has a target name that is blank or holds '/' or control characters" + FORM);
        }
        return target;
    }

    private static void addQuery(String query, Map<Option, String> given) throws SQLException {
        for (String pair : query.split("&", -1)) {
            if (pair.isEmpty()) {
                continue;
            }
            int equals = pair.indexOf('=');
            String key = decode(equals < 0 ? pair : pair.substring(0, equals), "option name");
            Option option = Option.of(key).orElseThrow(() -> unknown(key));
            if (equals < 0) {
                throw OptionValues.refused(option, "has no value; write " + key + "=…");
            }
            if (given.put(option, decode(pair.substring(equals + 1), "value of '" + key + "'")) != null) {
                throw OptionValues.refused(option, "stands in the URL twice; keep one");
            }
        }
    }

    /**
     * Properties of other tools ride along in most programs, so an unknown name is ignored; but not one that is nearly ours, because it
     * would be a setting somebody believes to be in force.
     */
    private static void addProperties(Properties properties, Map<Option, String> given) throws SQLException {
        for (String key : properties.stringPropertyNames()) { // sees the chain of defaults, which entrySet() does not
            Option option = Option.of(key).orElse(null);
            if (option == null) {
                addForeign(key, properties.getProperty(key), properties, given);
            } else {
                given.put(option, properties.getProperty(key));
            }
        }
    }

    /** What applications have set for the database's own driver goes on meaning what it meant; our own name beside it wins. */
    private static void addForeign(String key, String value, Properties properties, Map<Option, String> given)
            throws SQLException {
        Option meant = Option.meantBy(key).orElse(null);
        if (meant != null && properties.getProperty(meant.key()) == null) {
            given.putIfAbsent(meant, value);
        } else if (meant == null && Option.isNearMiss(key)) {
            throw unknown(key);
        }
    }

    private static SQLException unknown(String key) {
        String shown = key.length() > 40 ? key.substring(0, 40) + "…" : key;
        return OptionValues.invalid("unknown option '" + shown + "'; did you mean '"
                + Option.nearest(key.length() > 200 ? shown : key).key() + "'?");
    }

    /** Percent-decoding as in a URI: a plus sign is a plus sign. */
    private static String decode(String text, String what) throws SQLException {
        if (text.indexOf('%') < 0) {
            return text;
        }
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        byte[] decoded = new byte[bytes.length];
        int size = 0;
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] != '%') {
                decoded[size++] = bytes[i];
                continue;
            }
            int high = i + 2 < bytes.length ? Character.digit(bytes[i + 1], 16) : -1;
            int low = i + 2 < bytes.length ? Character.digit(bytes[i + 2], 16) : -1;
            if (high < 0 || low < 0) {
                throw OptionValues.invalid("the URL has a broken percent sign in the " + what + "; write %25 for '%'");
            }
            decoded[size++] = (byte) (high << 4 | low);
            i += 2;
        }
        return new String(decoded, 0, size, StandardCharsets.UTF_8);
    }

    /** Leaves the options out: they may hold the token. */
    @Override
    public String toString() {
        return "HoopUrl[" + addresses + "/" + target + "]";
    }
}
