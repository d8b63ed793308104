package dev.hoop.gateway.server.ports.audit;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Looks at the trail of this gateway from outside, by its files and its public key alone. Thread-safe. */
public interface TrailChecks {
    /**
     * What was signed last; empty before the first checkpoint.
     *
     * @throws AuditUnavailableException if the files cannot be read
     */
    Optional<Signed> newest();

    /**
     * Reads the whole trail and says whether it is what was written. Takes as long as reading it takes.
     *
     * @throws AuditUnavailableException if the files cannot be read
     */
    Report verify();

    /**
     * A signed checkpoint.
     *
     * @param records how many records it covers
     * @param root what they come to, in hexadecimal
     */
    record Signed(String origin, long records, String root, Instant at) {}

    /**
     * What a verification found.
     *
     * @param records how many there are, in so many segments
     * @param signed how many of them are covered by so many signed checkpoints
     * @param open how many statements began and have no outcome
     * @param problems what shows that the trail is not what was written; the first of so many
     */
    record Report(
            long records,
            int segments,
            long signed,
            int checkpoints,
            long open,
            List<String> problems,
            long problemCount) {
        public Report {
            problems = List.copyOf(problems);
        }

        public boolean isSound() {
            return problemCount == 0;
        }
    }
}
