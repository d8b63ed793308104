package dev.hoop.gateway.engine.sql.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hoop.gateway.engine.Dialect;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LexicalSettingsTest {
    @ParameterizedTest
    @ValueSource(strings = {"ORACLE", "MSSQL", "HIGH_NOT_PRECEDENCE", "ANSI_QUOTES,ORACLE", "SOMETHING_NEW"})
    void modesThatAreNotKnownToBeHarmlessAreRefused(String mode) {
        assertThatThrownBy(() -> LexicalSettings.mysql(Dialect.MARIADB, mode, "utf8mb4", "11.4"))
                .isInstanceOf(UnmodelledSettingException.class)
                .hasMessageContaining("sql_mode");
    }

    @ParameterizedTest
    @ValueSource(strings = {"gbk", "sjis", "big5", "latin1", "binary", ""})
    void encodingsOtherThanUtf8AreRefused(String charset) {
        assertThatThrownBy(() -> LexicalSettings.mysql(Dialect.MYSQL, "", charset, "8.4"))
                .isInstanceOf(UnmodelledSettingException.class);
        assertThatThrownBy(() -> LexicalSettings.postgresql("on", charset, "16"))
                .isInstanceOf(UnmodelledSettingException.class);
    }

    @Test
    void h2MustBeItself() {
        assertThatThrownBy(() -> LexicalSettings.h2("MySQL", true, "2.5"))
                .isInstanceOf(UnmodelledSettingException.class);
        assertThatThrownBy(() -> LexicalSettings.h2("REGULAR", false, "2.5"))
                .isInstanceOf(UnmodelledSettingException.class);
    }

    @Test
    void reportedSettingsMustBeThere() {
        assertThatThrownBy(() -> LexicalSettings.reported(Dialect.POSTGRESQL, Map.of("client_encoding", "UTF8")))
                .isInstanceOf(UnmodelledSettingException.class)
                .hasMessageContaining("standard_conforming_strings");
    }

    @Test
    void reportedSettingsAreRead() {
        LexicalSettings settings = LexicalSettings.reported(
                Dialect.MARIADB,
                Map.of(
                        "sql_mode",
                        "ANSI_QUOTES,STRICT_ALL_TABLES",
                        "character_set_client",
                        "utf8mb4",
                        "version",
                        "10.11"));

        assertThat(settings.ansiQuotes()).isTrue();
        assertThat(settings.noBackslashEscapes()).isFalse();
        assertThat(settings.majorVersion()).isEqualTo(10);
    }
}
