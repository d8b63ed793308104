package dev.hoop.gateway.server.assembly.policyfile;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a policy cannot say of content, and what its author is told. */
final class DetectMistakesTest {
    private static void read(String entry) {
        PolicyFile.parse("policy.yaml", """
                version: 1
                targets:
                  shop: { type: jdbc, url: "jdbc:h2:mem:x", credential: env:X }
                protected:
                  - { class: c, %s }
                """.formatted(entry));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "mask: redact | neither 'columns' nor 'detect'",
                "detect: card-numbr | did you mean 'card-number'",
                "detect: [] | empty list",
                "detect: all | unknown content 'all'",
                "detect: email, regions: [DE] | add phone to 'detect'",
                "detect: phone, regions: [Germany] | unknown region 'Germany'",
                "detect: email, predicates: deny | 'predicates' speaks of 'columns'",
                "detect: email, permit: [insert] | 'permit' speaks of 'columns'",
                "detect: email, mask: { truncate-date: year } | for numbers and dates",
                "detect: email, target: shopp | unknown target 'shopp'",
                "detect: email, except: [shop.notes] | not of the form target.schema.table.column",
                "columns: [shop.*.t.c], except: [shop.*.t.c] | 'except' speaks of 'detect'",
                "columns: [shop.*.t.c], regions: [DE] | 'regions' speaks of 'detect'",
            })
    void mistakesAreNamedWithARemedy(String entry, String said) {
        assertThatThrownBy(() -> read(entry))
                .hasMessageContaining("policy.yaml:5")
                .hasMessageContaining(said);
    }

    @Test
    void whatCanBeSaidIsRead() {
        assertThatCode(() -> {
                    read("detect: secrets, mask: \"null\", target: shop");
                    read("detect: [phone, email], regions: [DE, AT], except: [\"shop.*.t.c\"], mask: { hash: people }");
                    read("columns: [shop.*.t.c], detect: iban, mask: { keep-last: 4 }, predicates: equality-only");
                })
                .doesNotThrowAnyException();
    }
}
