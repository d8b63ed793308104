package dev.hoop.gateway.server.doors.remote;

import java.io.IOException;

/** Something to be done with the session, by one thread at a time: a request, or going on with a stream. */
record Task(int stream, Action action) {
    /** What to do. A socket that fails ends the visit; every other failure is told on the stream. */
    @FunctionalInterface
    interface Action {
        void run() throws IOException;
    }
}
