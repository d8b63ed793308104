package dev.hoop.gateway.engine.detect;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DetectorTest {
    private static final PhoneNumbers ANY_OF_ELEVEN =
            (number, region) -> number.chars().filter(Character::isDigit).count() == 11 && region.isEmpty();
    private static final Detector ALL = new Detector(EnumSet.allOf(Entity.class), ANY_OF_ELEVEN, Set.of());

    private static List<String> found(Detector detector, String text, Entity... hints) {
        return detector.find(text, Set.of(hints)).stream()
                .map(finding -> finding.entity().policyName() + " " + text.substring(finding.start(), finding.end()))
                .toList();
    }

    private static List<String> only(Entity entity, String text, Entity... hints) {
        return found(new Detector(EnumSet.of(entity), ANY_OF_ELEVEN, Set.of()), text, hints);
    }

    /** Numbers that authorities and their forms use as examples. */
    @ParameterizedTest
    @CsvSource({
        "CARD_NUMBER, 4111 1111 1111 1111",
        "CARD_NUMBER, 378282246310005",
        "CARD_NUMBER, 3056-930902-5904",
        "IBAN, DE89 3704 0044 0532 0130 00",
        "IBAN, GB29NWBK60161331926819",
        "IBAN, NO9386011117947",
        "US_SSN, 219-09-9999",
        "EMAIL, jane.doe+x@mail.example.co.uk",
        "IP_ADDRESS, 192.0.2.146",
        "IP_ADDRESS, 2001:db8::8a2e:370:7334",
        "IP_ADDRESS, ::ffff:192.0.2.128",
        "UK_NHS, 943 476 5919",
        "UK_NINO, AB 12 34 56 C",
        "BR_CPF, 529.982.247-25",
        "BR_CNPJ, 11.222.333/0001-81",
        "IN_PAN, ABCPE1234F",
        "ES_NIF, 12345678Z",
        "ES_NIF, X1234567L",
        "IT_CODICE_FISCALE, RSSMRA85T10A562S",
        "PL_PESEL, 44051401359",
        "DE_STEUER_ID, 86095742719",
        "FR_NIR, 2 55 08 14 168 025 38",
        "SE_PERSONNUMMER, 811218-9876",
        "FI_HETU, 131052-308T",
        "FI_HETU, 131052A308T",
        "BE_NATIONAL_NUMBER, 85.07.30-033.28",
        "CH_AHV, 756.9217.0769.85",
        "NL_BSN, 1112.22.333",
        "AU_TFN, 123 456 782",
        "AU_MEDICARE, 2123 45670 1",
        "CA_SIN, 130-692-544",
        "SG_NRIC, S1234567D",
        "SG_NRIC, T1234567J",
        "SG_NRIC, F1234567N",
        "SG_NRIC, G1234567X",
        "KR_RRN, 900101-1234567",
        "ZA_ID, 8001015009087",
        "TR_KIMLIK, 10000000146",
        "NO_FODSELSNUMMER, 15021951940",
    })
    void findsWhatAuthoritiesShowAsExamples(Entity entity, String value) {
        String expected = entity.policyName() + " " + value;
        assertThat(only(entity, value)).containsExactly(expected);
        assertThat(only(entity, "it is " + value + ", they said.")).containsExactly(expected);
        assertThat(only(entity, "{\"a\":\"" + value + "\"}")).containsExactly(expected);
        assertThat(only(entity, "x" + value + "x")).doesNotContain(expected);
    }

    /** One digit or letter changed in any way is no longer valid, where there are check digits that tell. */
    @ParameterizedTest
    @CsvSource({
        "CARD_NUMBER, 4111111111111111",
        "IBAN, DE89370400440532013000",
        "PL_PESEL, 44051401359",
        "BR_CPF, 529.982.247-25",
        "CH_AHV, 756.9217.0769.85",
        "TR_KIMLIK, 10000000146",
        "DE_STEUER_ID, 86095742719",
    })
    void findsNothingWhereTheLastDigitIsWrong(Entity entity, String value) {
        char last = value.charAt(value.length() - 1);
        for (char wrong = '0'; wrong <= '9'; wrong++) {
            if (wrong != last) {
                assertThat(only(entity, value.substring(0, value.length() - 1) + wrong))
                        .isEmpty();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "4111111111111112", // Luhn
                "4111 1111-1111 1111", // two separators
                "0.4111111111111111", // a fraction
                "4111111111111111.5",
                "a4111111111111111",
                "4111111111111111b",
                "41111111111111114111111111111111",
                "1234-4111111111111111",
                "4111111111111111/2024",
                "12345678-1234-1234-1234-411111111111",
                "4043792977120", // an article number
                "000-12-3456",
                "666-12-3456",
                "912-12-3456",
                "123-00-4567",
                "123-45-0000",
                "123-45-67890",
                "219-09 9999",
                "219099999", // nine digits without a word
                "marco@localhost",
                "lodash@4.17.21",
                "@fatima see #4592",
                "user@-example.com.",
                "v1.2.3.4",
                "1.2.3.4.5",
                "1.2.3.256",
                "01.2.3.4",
                "80:c2:23:6b:d3:6e",
                "10:30:00",
                "std::dec",
                "eyJub3QiOiJhIHRva2VuIn0.eyJzdWIiOiIxIn0.x", // no algorithm
                "sk_test_xxxxxxxxxxxxxxxxxxxxxxxx",
                "ghp_short",
                "XAKIAPQSLX2B3HXAATOW2",
                "-----BEGIN PUBLIC KEY-----\nMIIB\n-----END PUBLIC KEY-----",
                "-----BEGIN CERTIFICATE-----",
                "DE89370400440532013001",
                "XX89370400440532013000",
                "2024-05-17 10:30:00",
                "1737024362693",
                "-89.854859,37.555193",
                "af2ad12a-b8b4-442e-862c-61dd15c352be",
            })
    void leavesLookAlikesAlone(String text) {
        Set<Entity> usual = EnumSet.of(
                Entity.CARD_NUMBER,
                Entity.IBAN,
                Entity.US_SSN,
                Entity.EMAIL,
                Entity.PHONE,
                Entity.IP_ADDRESS,
                Entity.JWT,
                Entity.API_KEY,
                Entity.PRIVATE_KEY);
        assertThat(found(new Detector(usual, ANY_OF_ELEVEN, Set.of()), text)).isEmpty();
    }

    @Test
    void findsBareNumbersOnlyWhereAWordSaysWhatTheyAre() {
        assertThat(only(Entity.US_SSN, "219099999")).isEmpty();
        assertThat(only(Entity.US_SSN, "219099999", Entity.US_SSN)).containsExactly("us-ssn 219099999");
        assertThat(only(Entity.US_SSN, "his SSN is 219099999")).containsExactly("us-ssn 219099999");
        assertThat(only(Entity.US_SSN, "{\"social_security\": 219099999}")).containsExactly("us-ssn 219099999");
        assertThat(only(Entity.US_SSN, "his session is 219099999")).isEmpty();
        assertThat(only(Entity.CARD_NUMBER, "630427373398")).isEmpty();
        assertThat(only(Entity.CARD_NUMBER, "my credit card 630427373398 is lost"))
                .containsExactly("card-number 630427373398");
    }

    @Test
    void takesHintsFromWholeWordsOfNames() {
        assertThat(Detector.hints(List.of("customerSsn"))).contains(Entity.US_SSN);
        assertThat(Detector.hints(List.of("SOCIAL_SECURITY_NO"))).contains(Entity.US_SSN);
        assertThat(Detector.hints(List.of("session_id"))).doesNotContain(Entity.US_SSN);
        assertThat(Detector.hints(List.of("recipient"))).isEmpty();
        assertThat(Detector.hints(List.of("ssn_hash"))).isEmpty();
        assertThat(Detector.hints(List.of("ssn_hash", "ssn"))).contains(Entity.US_SSN);
    }

    @Test
    void seesThroughOtherDigitsSpacesDashesAndCharactersWithoutWidth() {
        assertThat(found(ALL, "４１１１ １１１１ １１１１ １１１１")).hasSize(1);
        assertThat(found(ALL, "4111\u00a01111\u00a01111\u00a01111")).hasSize(1);
        assertThat(found(ALL, "219\u201309\u20139999")).containsExactly("us-ssn 219\u201309\u20139999");
        assertThat(found(ALL, "21\u200b9-09-\u206099\u00ad99")).hasSize(1);
        assertThat(found(ALL, "٢١٩-٠٩-٩٩٩٩")).hasSize(1);
        assertThat(found(ALL, "\ud835\udfd0\ud835\udfcf\ud835\udfd7-09-9999")).hasSize(1);
        assertThat(found(ALL, "{\"m\":\"jane\\u0040example.com\"}")).containsExactly("email jane\\u0040example.com");
        assertThat(found(ALL, "jane＠example．com")).containsExactly("email jane＠example．com");
    }

    @Test
    void findsTheLongestOfWhatOverlaps() {
        assertThat(found(ALL, "PL61109010140000071219812874")).containsExactly("iban PL61109010140000071219812874");
        assertThat(found(ALL, "https://jane.doe:x@example.com")).hasSize(1);
    }

    @Test
    void findsEveryOneOfMany() {
        String text =
                "a@example.com,b@example.com;219-09-9999 4111111111111111 219-09-9998\nDE89 3704 0044 0532 0130 00";
        assertThat(found(ALL, text))
                .containsExactly(
                        "email a@example.com",
                        "email b@example.com",
                        "us-ssn 219-09-9999",
                        "card-number 4111111111111111",
                        "us-ssn 219-09-9998",
                        "iban DE89 3704 0044 0532 0130 00");
    }

    @Test
    void hidesACutPrivateKeyToTheEnd() {
        String cut = "key: -----BEGIN RSA PRIVATE KEY-----\nMIIEpAIBAAKCAQEA";
        assertThat(found(ALL, cut)).containsExactly("private-key " + cut.substring(5));
    }

    @Test
    void asksForNationalNumbersInTheRegionsGiven() {
        PhoneNumbers german = (number, region) -> region.equals("DE") && number.startsWith("030");
        Detector detector = new Detector(EnumSet.of(Entity.PHONE), german, Set.of("DE"));

        assertThat(found(detector, "ask 030 901820-0 for it")).containsExactly("phone 030 901820-0");
        assertThat(found(new Detector(EnumSet.of(Entity.PHONE), german, Set.of()), "ask 030 901820-0 for it"))
                .isEmpty();
    }

    @Test
    void takesAnAnnouncedNumberForATelephoneWhateverItsPlan() {
        assertThat(found(ALL, "Phone: 60-56-85-91, E-mail")).containsExactly("phone 60-56-85-91");
        assertThat(found(ALL, "{\"mobile\": \"0170 1234567\"}")).containsExactly("phone 0170 1234567");
        assertThat(found(ALL, "{\"phone\": null, \"order\": 123456789}")).isEmpty();
        assertThat(found(ALL, "phone 2024-01-31 10:00")).isEmpty();
    }

    /** Lone surrogates, control characters, halves of everything: nothing throws, and every place is inside the text. */
    @Test
    void survivesAnyText() {
        Random random = new Random(20261121);
        String[] parts = {
            "4111",
            " ",
            "-",
            "1111",
            "@",
            "a",
            ".",
            "com",
            "eyJ",
            "AKIA",
            "-----BEGIN ",
            "PRIVATE KEY-----",
            "+",
            "49",
            "(",
            ")",
            "DE",
            "89",
            ":",
            "::",
            "xoxb-",
            "\ud835",
            "\udfd0",
            "\\u",
            "\\u0040",
            "0",
            "\u200b",
            "٣",
            "\n",
            "x",
            "_",
            "é",
            "/"
        };
        for (int i = 0; i < 100_000; i++) {
            StringBuilder text = new StringBuilder();
            int length = random.nextInt(24);
            for (int j = 0; j < length; j++) {
                text.append(
                        random.nextInt(8) == 0 ? (char) random.nextInt(0x10000) : parts[random.nextInt(parts.length)]);
            }
            int from = 0;
            for (Finding finding : ALL.find(text.toString(), EnumSet.allOf(Entity.class))) {
                assertThat(finding.start()).isGreaterThanOrEqualTo(from);
                assertThat(finding.end()).isLessThanOrEqualTo(text.length());
                from = finding.end();
            }
        }
    }

    /** Each would take for ever if any reader went back over what it had read. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "1",
                "1 ",
                "4111 ",
                "4111-",
                "a@",
                "@",
                "a.",
                "eyJ-",
                "eyJhbGciOiJ9.",
                "ya29.",
                "xoxb-",
                "sk_live_",
                "AccountKey=",
                "-----BEGIN ",
                "-----BEGIN PRIVATE KEY----- -----END ",
                "+1 ",
                "(201) ",
                "DE89",
                "DE89 ",
                "AB1",
                "::",
                "1.",
                "a:",
                "\\u0040",
                "\u200b",
                "phone 1"
            })
    void takesTimeInProportionToTheLength(String part) {
        String text = part.repeat(2_000_000 / part.length());

        List<Finding> findings = ALL.find(text, EnumSet.allOf(Entity.class));

        assertThat(findings).allMatch(finding -> finding.end() <= text.length());
    }
}
