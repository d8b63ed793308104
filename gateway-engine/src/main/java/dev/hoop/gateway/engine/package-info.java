/** The words of judgement: facts, claims, verdicts, obligations. Pure: no I/O, clock, threads or logging. */
@NullMarked
package dev.hoop.gateway.engine;

import org.jspecify.annotations.NullMarked;
