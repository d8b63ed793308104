package dev.hoop.gateway.server.trail.file.verify;

import java.util.List;

/**
 * What verification found of the recordings. What is wrong with them is among {@link VerifyReport#problems}.
 *
 * @param whole how many are what was closed, by the trail
 * @param open sessions of files that no record has closed: they still run, or their gateway died; cut at {@link VerifyReport#LISTED}
 * @param openCount how many such files there are
 * @param unwritten how many sessions have begun that no record has closed, and have no file: their gateway died as they began, or they
 *     began just now
 * @param gone how many were closed before the moment from which on recordings are kept, and are not there
 */
public record RecordingsReport(long whole, List<String> open, long openCount, long unwritten, long gone) {
    public RecordingsReport {
        open = List.copyOf(open);
    }
}
