package dev.hoop.gateway.server.ports.audit;

import dev.hoop.gateway.api.Effect;
import java.time.Duration;

/**
 * How a statement ended.
 *
 * @param error the number of the {@link dev.hoop.gateway.api.ErrorCode}, zero for success
 * @param rowsReturned rows that left the gateway
 * @param rowsAffected rows changed, or -1 where the target gave no count
 */
public record Outcome(Effect effect, int error, String sqlState, long rowsReturned, long rowsAffected, Duration took) {}
