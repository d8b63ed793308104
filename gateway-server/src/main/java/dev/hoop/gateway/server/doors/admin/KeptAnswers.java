package dev.hoop.gateway.server.doors.admin;

import java.util.Optional;

/** Remembers what a program was answered under a key of its own (the header {@code Idempotency-Key}). Keys of two subjects never meet. Thread-safe. */
public interface KeptAnswers {
    /**
     * Takes a key for new work.
     *
     * @param asked the digest of what is asked
     * @return empty when the work may begin; else what the key was taken for before
     */
    Optional<Known> take(String subject, String key, String asked);

    /** What was answered in the end. */
    void answered(String subject, String key, int status, String body);

    /** Nothing was done; the key may be brought again. */
    void release(String subject, String key);

    /**
     * What a key was taken for.
     *
     * @param asked the digest of what was asked
     * @param status of the answer; zero while there is none
     */
    record Known(String asked, int status, String body) {
        /** Leaves the body out. */
        @Override
        public String toString() {
            return "Known[" + status + "]";
        }
    }
}
