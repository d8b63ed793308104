package dev.hoop.gateway.server.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hoop.gateway.jdbc.failure.HoopDeniedException;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Types;
import org.junit.jupiter.api.Test;

/** Calls of routines, with parameters both ways and results of their own. */
interface CallContract extends Bench {
    /** What a routine answers is of unknown origin, so it runs only for whom nothing is masked. */
    @Test
    default void callsGiveWhatTheyGiveDirectly() throws SQLException {
        try (Connection seeing = DriverManager.getConnection(url(), "ann", seeingToken())) {
            for (int round = 0; round < 2; round++) {
                for (Call call : calls()) {
                    assertThat(call.seen(seeing)).as(call.text()).isEqualTo(call.seen(direct()));
                }
            }
        }
        assertThat(calls()).isNotEmpty();
    }

    @Test
    default void callIsRefusedForWhomAnythingIsMasked() {
        for (Call call : calls()) {
            assertThatThrownBy(() -> call.seen(through())).as(call.text()).isInstanceOf(HoopDeniedException.class);
        }
    }

    @Test
    default void parameterThatIsNotRegisteredIsNotRead() throws SQLException {
        try (CallableStatement call = through().prepareCall(calls().get(0).text())) {
            assertThatThrownBy(() -> call.getString(1)).isInstanceOf(SQLException.class);
            call.registerOutParameter(1, Types.INTEGER);
            assertThatThrownBy(() -> call.getString(1)).isInstanceOf(SQLException.class);
        }
    }
}
