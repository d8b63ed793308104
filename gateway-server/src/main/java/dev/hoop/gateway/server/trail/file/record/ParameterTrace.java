package dev.hoop.gateway.server.trail.file.record;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.hoop.gateway.api.value.Parameter;
import dev.hoop.gateway.api.value.Value;
import dev.hoop.gateway.api.wire.ValueCodec;
import dev.hoop.gateway.api.wire.WireWriter;
import dev.hoop.gateway.engine.ParameterUse;
import java.io.ByteArrayOutputStream;
import java.lang.ref.WeakReference;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * What is kept of parameters: type, the column each one meets, and a keyed digest of the value; never the value. A plain digest of a
 * short number could be guessed by trying all of them, so the digest is an HMAC whose key stays with the gateway: whoever has the key can
 * answer "was it this value?", nobody else can. Thread-safe.
 */
public final class ParameterTrace {
    /** Rows of a batch that are listed; one digest stands for all of them together. */
    private static final int LISTED_ROWS = 10;

    /** Rows are digested so many bytes at a time. */
    private static final int DIGEST_AT = 4 * 1024;

    private static final byte[] PURPOSE = "hoop-parameter/1".getBytes(UTF_8);

    private final SecretKeySpec key;

    /** Looking for an implementation and preparing the key cost more than a short digest does. */
    @SuppressWarnings("ThreadLocalUsage") // the key is this trail's, and there are as many of these as trails
    private final ThreadLocal<Mac> macs = ThreadLocal.withInitial(this::mac);

    @SuppressWarnings("ThreadLocalUsage") // as above
    private final ThreadLocal<@Nullable Listed> last = new ThreadLocal<>();

    /** What was last listed on a thread: trail and recording list the same parameters, one after the other. */
    private static final class Listed {
        private final WeakReference<List<List<Parameter>>> rows;
        private final WeakReference<List<ParameterUse>> uses;
        private final byte[] json;

        Listed(List<List<Parameter>> rows, List<ParameterUse> uses, byte[] json) {
            this.rows = new WeakReference<>(rows);
            this.uses = new WeakReference<>(uses);
            this.json = json;
        }

        boolean is(List<List<Parameter>> otherRows, List<ParameterUse> otherUses) {
            return rows.refersTo(otherRows) && uses.refersTo(otherUses);
        }
    }

    public ParameterTrace(byte[] key) {
        this.key = new SecretKeySpec(key, "HmacSHA256");
    }

    /** Adds {@code rows}, {@code parameters} and {@code digest} to a record's body; nothing when the statement has no parameters. */
    void write(List<List<Parameter>> rows, List<ParameterUse> uses, JsonWriter body) {
        if (rows.size() == 1 && rows.get(0).isEmpty()) {
            return;
        }
        body.number("rows", rows.size());
        body.json("parameters", listed(rows, uses));
        body.text("digest", digest(rows));
    }

    /** The listed parameters as a JSON array, row by row. */
    public byte[] listed(List<List<Parameter>> rows, List<ParameterUse> uses) {
        Listed before = last.get();
        if (before != null && before.is(rows, uses)) {
            return before.json;
        }
        byte[] json = list(rows, uses);
        last.set(new Listed(rows, uses, json));
        return json;
    }

    private byte[] list(List<List<Parameter>> rows, List<ParameterUse> uses) {
        Map<Integer, String> columns = uses.stream()
                .filter(use -> use.column().isPresent())
                .collect(Collectors.toMap(
                        ParameterUse::index, use -> use.column().get().toString(), (one, other) -> one + " " + other));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write('[');
        for (int row = 0; row < Math.min(rows.size(), LISTED_ROWS); row++) {
            for (int i = 0; i < rows.get(row).size(); i++) {
                if (row + i > 0) {
                    out.write(',');
                }
                out.writeBytes(one(row, i, rows.get(row).get(i), columns.getOrDefault(i + 1, "")));
            }
        }
        out.write(']');
        return out.toByteArray();
    }

    private byte[] one(int row, int index, Parameter parameter, String column) {
        JsonWriter json = new JsonWriter();
        json.number("row", row + 1L);
        json.number("index", index + 1L);
        json.text("type", type(parameter.value()));
        json.text("declared", parameter.typeName());
        json.text("column", column);
        json.text("hmac", digest(List.of(List.of(parameter))));
        return json.object();
    }

    private static String type(Value value) {
        return value.getClass().getSimpleName().toLowerCase(Locale.ROOT);
    }

    private String digest(List<List<Parameter>> rows) {
        Mac mac = macs.get();
        WireWriter bytes = new WireWriter(128);
        for (List<Parameter> row : rows) {
            bytes.i32(row.size());
            for (Parameter parameter : row) {
                ValueCodec.write(parameter.value(), bytes);
            }
            if (bytes.size() >= DIGEST_AT) {
                mac.update(bytes.toByteArray());
                bytes.clear();
            }
        }
        mac.update(bytes.toByteArray());
        return HexFormat.of().formatHex(mac.doFinal(PURPOSE));
    }

    private Mac mac() {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            return mac;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has HMAC-SHA-256", e);
        }
    }
}
