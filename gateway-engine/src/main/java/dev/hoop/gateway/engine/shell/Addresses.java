package dev.hoop.gateway.engine.shell;

import java.util.regex.Pattern;

/**
 * Addresses in the one way they are written here, so that a rule that names one meets it. An address has many other spellings ({@code
 * 127.1}, {@code 0x7f000001}, {@code ::ffff:7f00:1}); those are not read, and so nothing leads there.
 */
final class Addresses {
    private static final Pattern NAME =
            Pattern.compile("(?:[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?\\.)*[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?");
    /** What ends like this is read as a number by those who resolve names. */
    private static final Pattern NUMBER_AT_END = Pattern.compile("(?:.*\\.)?(?:[0-9]+|0x[0-9a-f]*)");

    private static final Pattern IPV4 =
            Pattern.compile("(?:(?:0|[1-9][0-9]?|1[0-9]{2}|2[0-4][0-9]|25[0-5])(?:\\.(?!$)|$)){4}");
    private static final int LONGEST_NAME = 253;
    private static final int GROUPS = 8;

    private Addresses() {}

    /** Whether the host, in lower case, is a name, or an address as it is usually written; and not that of no host in particular. */
    static boolean isCanonical(String host) {
        if (host.indexOf(':') >= 0) {
            return !host.equals("::") && isIpv6(host);
        }
        if (NUMBER_AT_END.matcher(host).matches()) {
            return IPV4.matcher(host).matches() && !host.startsWith("0.");
        }
        return host.length() <= LONGEST_NAME && NAME.matcher(host).matches();
    }

    /** As RFC 5952 writes it, without a part that is an IPv4 address. */
    private static boolean isIpv6(String host) {
        int[] groups = new int[GROUPS];
        int gap = host.indexOf("::");
        String head = gap < 0 ? host : host.substring(0, gap);
        String tail = gap < 0 ? "" : host.substring(gap + 2);
        int before = groups(head, groups, 0);
        if (before < 0) {
            return false;
        }
        int[] last = new int[GROUPS];
        int behind = groups(tail, last, 0);
        if (behind < 0 || before + behind > GROUPS || (gap < 0 && before != GROUPS)) {
            return false;
        }
        System.arraycopy(last, 0, groups, GROUPS - behind, behind);
        boolean isMapped = isZero(groups, 5) && (groups[5] == 0xffff || groups[5] == 0) && groups[6] != 0;
        return !isMapped && written(groups).equals(host);
    }

    private static boolean isZero(int[] groups, int count) {
        for (int i = 0; i < count; i++) {
            if (groups[i] != 0) {
                return false;
            }
        }
        return true;
    }

    /** How many groups there are; -1 where something is none. */
    private static int groups(String text, int[] into, int from) {
        if (text.isEmpty()) {
            return 0;
        }
        int count = from;
        for (String group : text.split(":", -1)) {
            if (count == GROUPS || !group.matches("[0-9a-f]{1,4}")) {
                return -1;
            }
            into[count++] = Integer.parseInt(group, 16);
        }
        return count;
    }

    private static String written(int[] groups) {
        int longest = 1;
        int start = -1;
        for (int i = 0; i < GROUPS; i++) {
            int end = i;
            while (end < GROUPS && groups[end] == 0) {
                end++;
            }
            if (end - i > longest) {
                longest = end - i;
                start = i;
            }
        }
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < GROUPS; i++) {
            if (i == start) {
                text.append("::");
                i += longest - 1;
            } else {
                text.append(text.isEmpty() || text.charAt(text.length() - 1) == ':' ? "" : ":")
                        .append(Integer.toHexString(groups[i]));
            }
        }
        return text.toString();
    }
}
