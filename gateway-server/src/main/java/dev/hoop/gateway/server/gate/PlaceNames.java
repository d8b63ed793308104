package dev.hoop.gateway.server.gate;

import dev.hoop.gateway.api.ErrorCode;
import dev.hoop.gateway.api.GatewayException;
import dev.hoop.gateway.engine.FileAttributes;
import dev.hoop.gateway.server.ports.targets.FileLink;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What the host itself calls the places that a caller names: no steps, no links, whatever the caller wrote. Only the last part of a path may
 * be missing, or be a link where links are not followed.
 */
final class PlaceNames {
    private static final Pattern SLASHES = Pattern.compile("/+");
    private static final int LONGEST = 4096;
    private static final int MOST_LINKS = 40;
    private static final int TYPE = 0170000;
    private static final int LINK = 0120000;

    private final FileLink link;
    private final String home;
    private String start = "";

    /** @param home the account's home, where the policy names it; otherwise the host is asked */
    PlaceNames(FileLink link, String home) {
        this.link = link;
        this.home = home;
    }

    /** By steps alone, from the home. */
    String plain(String path) {
        if (path.length() > LONGEST || path.indexOf('\0') >= 0) {
            throw new GatewayException(ErrorCode.INVALID_REQUEST, "this is no path; it is too long or holds a zero");
        }
        String whole = path.startsWith("/") ? path : home() + "/" + path;
        Deque<String> parts = new ArrayDeque<>();
        SLASHES.splitAsStream(whole).forEach(part -> {
            if (part.equals("..")) {
                parts.pollLast();
            } else if (!part.isEmpty() && !part.equals(".")) {
                parts.addLast(part);
            }
        });
        return "/" + String.join("/", parts);
    }

    /** The place itself, where the last part may be a link. Steps are taken where they stand, after the links before them. */
    String unfollowed(String path) {
        return walked(whole(path), Last.AS_IT_IS);
    }

    /** The place that the name leads to. A link that leads nowhere leads to the place that is missing. */
    String followed(String path) {
        return walked(whole(path), Last.FOLLOWED);
    }

    private String whole(String path) {
        if (path.length() > LONGEST || path.indexOf('\0') >= 0) {
            throw new GatewayException(ErrorCode.INVALID_REQUEST, "this is no path; it is too long or holds a zero");
        }
        return path.startsWith("/") ? path : home() + "/" + path;
    }

    /** What becomes of the last part where it is a link. */
    private enum Last {
        AS_IT_IS,
        FOLLOWED
    }

    /** Goes part by part and looks at each: not every host's own idea of a canonical path minds links. */
    private String walked(String path, Last last) {
        Deque<String> ahead = parts(path);
        String place = "/";
        int links = 0;
        while (!ahead.isEmpty()) {
            String part = ahead.pollFirst();
            if (part.equals(".")) {
                continue;
            }
            if (part.equals("..")) {
                place = parent(place);
                continue;
            }
            String next = place.equals("/") ? "/" + part : place + "/" + part;
            boolean isLast = ahead.isEmpty();
            if ((!isLast || last == Last.FOLLOWED) && isLink(next)) {
                if (++links > MOST_LINKS) {
                    throw new GatewayException(ErrorCode.INVALID_REQUEST, "the path goes round in links");
                }
                String destination = link.destination(next);
                Deque<String> more = parts(destination);
                while (!more.isEmpty()) {
                    ahead.addFirst(more.pollLast());
                }
                place = destination.startsWith("/") ? "/" : place;
            } else {
                place = next;
            }
        }
        return place;
    }

    private static Deque<String> parts(String path) {
        Deque<String> parts = new ArrayDeque<>();
        SLASHES.splitAsStream(path).filter(part -> !part.isEmpty()).forEach(parts::addLast);
        return parts;
    }

    private static String parent(String place) {
        int slash = place.lastIndexOf('/');
        return slash <= 0 ? "/" : place.substring(0, slash);
    }

    private boolean isLink(String place) {
        Optional<FileAttributes> there = link.look(place);
        return there.map(known -> (known.permissions().orElse(LINK) & TYPE) == LINK)
                .orElse(false);
    }

    /** Where a link at that place leads, by steps from its directory. */
    String from(String place, String destination) {
        String directory = place.substring(0, Math.max(1, place.lastIndexOf('/')));
        return plain(destination.startsWith("/") ? destination : directory + "/" + destination);
    }

    private String home() {
        if (!home.isEmpty()) {
            return home;
        }
        if (start.isEmpty()) {
            start = link.home();
        }
        return start;
    }
}
