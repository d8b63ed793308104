package dev.hoop.gateway.server.ports.notifications;

import java.util.Optional;

/** What was told where, so that a message is changed in its place when there are newer news. Thread-safe. */
public interface ToldMessages {
    /**
     * Where the message about something stands.
     *
     * @param about what it is about, such as a request
     */
    Optional<Told> find(String destination, String about);

    void keep(String destination, String about, Told told);

    /**
     * A message that stands somewhere.
     *
     * @param place where, in the words of the destination
     * @param newest the number of the newest news it tells
     */
    record Told(String place, long newest) {}
}
