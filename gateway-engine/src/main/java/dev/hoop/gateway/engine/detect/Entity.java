package dev.hoop.gateway.engine.detect;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What detection can find, as the policy file names it. Each is recognised by a form of its own and, where its authority defines one, by
 * its check digits.
 */
public enum Entity {
    /** Payment cards (ISO/IEC 7812): issuer, length, Luhn digit. */
    CARD_NUMBER("card", "cc", "pan", "creditcard", "ccnum", "cardno", "debit", "visa", "mastercard", "amex", "maestro"),
    /** Bank accounts (ISO 13616): country, its structure, remainder 97. */
    IBAN("iban"),
    /** Social security numbers of the United States. */
    US_SSN("ssn", "socialsecurity", "socialsec", "taxid", "tin"),
    /** Mail addresses (RFC 5322 without quoted local parts; also RFC 6531). */
    EMAIL("email", "mail"),
    /** Telephone numbers: international form always, national forms for the regions asked for. */
    PHONE("phone", "mobile", "tel", "telephone", "telefon", "cell", "fax", "msisdn", "handy"),
    /** Internet addresses, IPv4 and IPv6. */
    IP_ADDRESS("ip", "ipaddress", "addr"),
    /** JSON Web Tokens (RFC 7519). */
    JWT("jwt", "token", "bearer"),
    /** Keys and tokens of cloud and software services that have a published prefix. */
    API_KEY("key", "apikey", "token", "secret"),
    /** Private keys in PEM blocks (RFC 7468), also when cut off. */
    PRIVATE_KEY("privatekey", "key"),
    AU_MEDICARE("medicare"),
    AU_TFN("tfn", "taxfile"),
    BE_NATIONAL_NUMBER("rijksregisternummer", "nationalnumber", "niss", "insz"),
    BR_CNPJ("cnpj"),
    BR_CPF("cpf"),
    CA_SIN("sin", "socialinsurance"),
    CH_AHV("ahv", "avs"),
    DE_STEUER_ID("steuerid", "steuernummer", "idnr", "tin"),
    ES_NIF("nif", "nie", "dni"),
    FI_HETU("hetu", "henkilotunnus"),
    FR_NIR("nir", "insee", "securitesociale"),
    IN_AADHAAR("aadhaar", "uidai"),
    IN_PAN("pan"),
    IT_CODICE_FISCALE("codicefiscale", "fiscale", "cf"),
    KR_RRN("rrn"),
    NL_BSN("bsn", "burgerservicenummer", "sofinummer"),
    NO_FODSELSNUMMER("fodselsnummer", "personnummer"),
    PL_PESEL("pesel"),
    SE_PERSONNUMMER("personnummer"),
    SG_NRIC("nric", "fin"),
    TR_KIMLIK("kimlik", "tckn", "tckimlik"),
    UK_NHS("nhs"),
    UK_NINO("nino", "nationalinsurance"),
    ZA_ID("said", "idnumber");

    @SuppressWarnings("ImmutableEnumChecker") // made by Set.of
    private final Set<String> words;

    Entity(String... words) {
        this.words = Set.of(words);
    }

    /** {@code card-number}, {@code us-ssn}, {@code it-codice-fiscale}. */
    public String policyName() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Words that stand beside such a value, in names of columns and in texts. */
    Set<String> words() {
        return words;
    }

    /** What one word of a policy means: one entity, or the group {@code secrets}. Empty when it is no such word. */
    public static Set<Entity> named(String word) {
        if (word.equals("secrets")) {
            return EnumSet.of(JWT, API_KEY, PRIVATE_KEY);
        }
        return Arrays.stream(values())
                .filter(entity -> entity.policyName().equals(word))
                .findFirst()
                .<Set<Entity>>map(EnumSet::of)
                .orElseGet(() -> EnumSet.noneOf(Entity.class));
    }

    /** All words that {@link #named} knows. */
    public static List<String> policyNames() {
        return Stream.concat(Arrays.stream(values()).map(Entity::policyName), Stream.of("secrets"))
                .sorted()
                .toList();
    }
}
