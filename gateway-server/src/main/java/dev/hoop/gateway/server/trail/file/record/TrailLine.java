package dev.hoop.gateway.server.trail.file.record;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** One line of a segment taken apart: the parts that are hashed, byte for byte as they stand, and their meaning. */
public final class TrailLine {
    /** Duplicate keys and bytes after the object are refused: every reader has to see the same record. */
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private static final int CHAIN_LENGTH = RecordEncoder.CHAIN.length() + 2 * Hash.BYTES + RecordEncoder.END.length();

    private final byte[] line;
    private final int headerLength;
    private final Hash commitment;
    private final Hash chain;
    private final JsonNode record;

    private TrailLine(byte[] line, int headerLength, Hash commitment, Hash chain, JsonNode record) {
        this.line = line;
        this.headerLength = headerLength;
        this.commitment = commitment;
        this.chain = chain;
        this.record = record;
    }

    /**
     * Takes a line without its line break apart.
     *
     * @throws MalformedLineException if it is not a record as {@link RecordEncoder} writes them, byte for byte
     */
    public static TrailLine parse(byte[] line, TrailHasher hasher) throws MalformedLineException {
        int chainBegin = line.length - CHAIN_LENGTH;
        if (chainBegin <= 0 || !has(line, chainBegin, RecordEncoder.CHAIN) || !endsWith(line, RecordEncoder.END)) {
            throw new MalformedLineException("it does not end in a link of the chain");
        }
        try {
            Hash chain = Hash.ofHex(text(line, chainBegin + RecordEncoder.CHAIN.length(), line.length - 2));
            JsonNode record = JSON.readTree(line);
            int salt = find(line, RecordEncoder.SALT, chainBegin);
            int erased = find(line, RecordEncoder.ERASED, chainBegin);
            boolean whole = salt >= 0 && (erased < 0 || salt < erased);
            if (!whole && erased < 0) {
                throw new MalformedLineException("it has neither a body nor the mark of an erased one");
            }
            Hash commitment = whole ? committed(line, salt, chainBegin, hasher) : commitment(line, erased, chainBegin);
            requireSequence(record);
            return new TrailLine(line, whole ? salt : erased, commitment, chain, record);
        } catch (JacksonException e) {
            throw new MalformedLineException("it is not one JSON object");
        } catch (IllegalArgumentException e) {
            throw new MalformedLineException("a hash or salt in it is not hexadecimal");
        }
    }

    private static Hash committed(byte[] line, int salt, int chainBegin, TrailHasher hasher)
            throws MalformedLineException {
        int saltBegin = salt + RecordEncoder.SALT.length();
        int saltEnd = saltBegin + 2 * Drafts.SALT_BYTES;
        if (saltEnd > chainBegin || !has(line, saltEnd, RecordEncoder.BODY)) {
            throw new MalformedLineException("its salt has the wrong length");
        }
        byte[] saltBytes = Hash.parseHex(text(line, saltBegin, saltEnd));
        byte[] body = Arrays.copyOfRange(line, saltEnd + RecordEncoder.BODY.length(), chainBegin);
        return hasher.commitment(saltBytes, body);
    }

    private static Hash commitment(byte[] line, int erased, int chainBegin) throws MalformedLineException {
        int begin = erased + RecordEncoder.ERASED.length();
        if (begin + 2 * Hash.BYTES + 1 != chainBegin || line[chainBegin - 1] != '"') {
            throw new MalformedLineException("the mark of its erased body has the wrong length");
        }
        return Hash.ofHex(text(line, begin, chainBegin - 1));
    }

    private static void requireSequence(JsonNode record) throws MalformedLineException {
        JsonNode sequence = record.path("seq");
        if (!sequence.isIntegralNumber() || !sequence.canConvertToLong() || sequence.longValue() < 1) {
            throw new MalformedLineException("it has no sequence");
        }
    }

    /** The position after this record, computed from what the line says and not from the link it carries. */
    public Position after(Position before, TrailHasher hasher) {
        return before.after(leaf(hasher), hasher);
    }

    /** The record's leaf of the Merkle tree. */
    public Hash leaf(TrailHasher hasher) {
        return hasher.leaf(line, 0, headerLength, commitment);
    }

    /** The link the line carries. */
    public Hash chain() {
        return chain;
    }

    public long sequence() {
        return record.path("seq").longValue();
    }

    public String kind() {
        return field("kind");
    }

    /** A text field of the header, or empty. */
    public String field(String name) {
        return record.path(name).asString("");
    }

    /** The whole record. */
    public JsonNode record() {
        return record;
    }

    /** The header exactly as hashed: the line's bytes up to salt and body. */
    public String header() {
        return text(line, 0, headerLength);
    }

    /** What stands for the body in the leaf. */
    public Hash commitment() {
        return commitment;
    }

    public boolean erased() {
        return record.has("erased");
    }

    /** The line as it stands. */
    public String text() {
        return text(line, 0, line.length);
    }

    /** The same record without salt and body; its hashes stay what they were. */
    public Optional<String> withoutBody() {
        return erased()
                ? Optional.empty()
                : Optional.of(header()
                        + RecordEncoder.ERASED
                        + commitment.hex()
                        + "\""
                        + RecordEncoder.CHAIN
                        + chain.hex()
                        + RecordEncoder.END);
    }

    private static String text(byte[] line, int begin, int end) {
        return new String(line, begin, end - begin, UTF_8);
    }

    private static boolean endsWith(byte[] line, String suffix) {
        return has(line, line.length - suffix.length(), suffix);
    }

    /**
     * Where the marker first stands. A marker begins with a comma, a quote and a letter; within a JSON string a quote is escaped, and the
     * quote that ends one is followed by a comma or a bracket: so the first place found is never inside a value.
     */
    private static int find(byte[] line, String marker, int end) {
        for (int at = 0; at + marker.length() <= end; at++) {
            if (line[at] == ',' && has(line, at, marker)) {
                return at;
            }
        }
        return -1;
    }

    private static boolean has(byte[] line, int at, String marker) {
        if (at < 0 || at + marker.length() > line.length) {
            return false;
        }
        for (int i = 0; i < marker.length(); i++) {
            if (line[at + i] != marker.charAt(i)) {
                return false;
            }
        }
        return true;
    }
}
