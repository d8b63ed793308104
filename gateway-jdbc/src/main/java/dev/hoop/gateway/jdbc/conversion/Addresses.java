package dev.hoop.gateway.jdbc.conversion;

import dev.hoop.gateway.jdbc.failure.CallerErrors;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.sql.SQLException;
import java.util.regex.Pattern;

/** Reads what databases print for their addresses. */
public final class Addresses {
    /** An address in figures: a name would be looked up, which tells others of it. */
    private static final Pattern FIGURES = Pattern.compile(
            "OCTET(\\.OCTET){3}|[0-9A-Fa-f.]*:[0-9A-Fa-f:.]*".replace("OCTET", "(25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])"));

    private Addresses() {}

    /** Leaves out how much of it is a network. */
    public static InetAddress parse(String text) throws SQLException {
        int slash = text.indexOf('/');
        String address = slash < 0 ? text : text.substring(0, slash);
        if (FIGURES.matcher(address).matches()) {
            try {
                return InetAddress.getByName(address);
            } catch (UnknownHostException e) {
                // said below, without the text
            }
        }
        throw CallerErrors.notConvertible("text", "InetAddress");
    }
}
