package dev.hoop.gateway.api.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hoop.gateway.api.value.Column;
import java.sql.Types;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ToldColumnsTest {
    private final ToldColumns gateway = new ToldColumns();
    private final ToldColumns client = new ToldColumns();

    @Test
    void whatWasToldIsToldAgainByItsNumber() {
        ServerMessage.Columns first = result("a");
        ServerMessage.Columns second = result("b");
        tell(first);
        tell(second);

        assertThat(gateway.number(first)).hasValue(0);
        assertThat(gateway.number(second)).hasValue(1);
        assertThat(client.of(new ServerMessage.ColumnsAgain(1))).isEqualTo(second);
    }

    @Test
    void anEqualDescriptionThatIsAnotherIsToldAgain() {
        tell(result("a"));

        assertThat(gateway.number(result("a"))).isEmpty();
    }

    @Test
    void theEldestMakesRoomAtBothEndsAlike() {
        List<ServerMessage.Columns> all = new ArrayList<>();
        for (int i = 0; i <= ToldColumns.MOST; i++) {
            all.add(result("c" + i));
            tell(all.get(i));
        }

        assertThat(gateway.number(all.get(0))).isEmpty();
        assertThat(gateway.number(all.get(ToldColumns.MOST))).hasValue(0);
        assertThat(client.of(new ServerMessage.ColumnsAgain(0))).isEqualTo(all.get(ToldColumns.MOST));
        assertThat(client.of(new ServerMessage.ColumnsAgain(1))).isEqualTo(all.get(1));
    }

    @Test
    void keysAndOutParametersNeitherTakeANumberNorHaveOne() {
        ServerMessage.Columns result = result("a");
        tell(new ServerMessage.Columns(RowsKind.GENERATED_KEYS, result.columns()));
        assertThat(gateway.number(result)).isEmpty();

        tell(result);

        assertThat(gateway.number(new ServerMessage.Columns(RowsKind.GENERATED_KEYS, result.columns())))
                .isEmpty();
    }

    @Test
    void wideDescriptionsAndLongNamesAreNotRemembered() {
        ServerMessage.Columns wide = new ServerMessage.Columns(
                RowsKind.RESULT, Collections.nCopies(ToldColumns.MOST_COLUMNS + 1, column("a")));
        ServerMessage.Columns longs = result("x".repeat(ToldColumns.MOST_LETTERS + 1));
        tell(wide);
        tell(longs);

        assertThat(gateway.number(wide)).isEmpty();
        assertThat(gateway.number(longs)).isEmpty();
        assertThatThrownBy(() -> client.of(new ServerMessage.ColumnsAgain(0))).isInstanceOf(ProtocolException.class);
    }

    @Test
    void aNumberThatStandsForNothingIsAViolation() {
        tell(result("a"));

        assertThatThrownBy(() -> client.of(new ServerMessage.ColumnsAgain(1)))
                .isInstanceOf(ProtocolException.class)
                .hasMessageContaining("number 1");
        assertThatThrownBy(() -> client.of(new ServerMessage.ColumnsAgain(255))).isInstanceOf(ProtocolException.class);
    }

    @Test
    void whateverIsToldTheClientSeesTheColumnsOfTheGateway() {
        Random random = new Random(7);
        List<ServerMessage.Columns> some = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            some.add(
                    i % 9 == 0
                            ? new ServerMessage.Columns(RowsKind.CURSOR, List.of(column("k" + i)))
                            : result((i % 13 == 0 ? "y".repeat(ToldColumns.MOST_LETTERS + 1) : "r") + i));
        }
        for (int i = 0; i < 20_000; i++) {
            ServerMessage.Columns columns = some.get((int) Math.abs(random.nextGaussian() * 60) % some.size());
            gateway.number(columns)
                    .ifPresentOrElse(
                            number -> assertThat(client.of(new ServerMessage.ColumnsAgain(number)))
                                    .isEqualTo(columns),
                            () -> tell(columns));
        }
    }

    private void tell(ServerMessage.Columns columns) {
        gateway.told(columns);
        client.told(columns);
    }

    private static ServerMessage.Columns result(String label) {
        return new ServerMessage.Columns(RowsKind.RESULT, List.of(column(label)));
    }

    private static Column column(String label) {
        return new Column(label, "", "", "", "", Types.INTEGER, "", "", 0, 0, 0, 0, 0);
    }
}
