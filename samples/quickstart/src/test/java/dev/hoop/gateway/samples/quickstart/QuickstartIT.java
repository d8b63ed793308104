package dev.hoop.gateway.samples.quickstart;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import org.junit.jupiter.api.Test;

final class QuickstartIT {
    @Test
    void showsAMaskedRowAndARefusal() throws Exception {
        ByteArrayOutputStream told = new ByteArrayOutputStream();

        Quickstart.run(new PrintStream(told, true, UTF_8));

        assertThat(told.toString(UTF_8))
                .contains("Ada Byron a***@***")
                .contains("42501")
                .doesNotContain("ada@analytical.example")
                .doesNotContain("the update ran");
    }
}
