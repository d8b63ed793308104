package dev.hoop.gateway.jdbc;

import dev.hoop.gateway.jdbc.failure.CallerErrors;
import dev.hoop.gateway.jdbc.options.Option;
import dev.hoop.gateway.jdbc.options.OptionValues;
import dev.hoop.gateway.remote.TlsOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Keeps what was read to trust a gateway, so that a pool's next connection resumes the TLS session of the one before instead of reading a
 * file and shaking hands anew. A file that has changed is read again. Thread-safe.
 */
final class TrustCache {
    private static final int MAX_ENTRIES = 16;
    private static final List<Option> SOURCES = List.of(Option.PIN, Option.CA_FILE, Option.TRUST_STORE);
    private static final Map<Key, TlsOptions> CACHE = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, TlsOptions> eldest) {
            return size() > MAX_ENTRIES;
        }
    };

    private TrustCache() {}

    /** What decides which gateways are trusted. */
    private record Key(Option source, String value, String password, FileTime changed) {
        /** Leaves the password out. */
        @Override
        public String toString() {
            return "Key[" + source + "]";
        }
    }

    static TlsOptions tls(OptionValues options) throws SQLException {
        List<Option> given = SOURCES.stream().filter(options::isGiven).toList();
        boolean off = options.text(Option.TLS).equals("off");
        if (given.size() > 1 || (off && !given.isEmpty())) {
            throw CallerErrors.badArgument("the options "
                    + given.stream().map(Option::key).toList()
                    + (off ? " and tls=off" : "")
                    + " contradict each other; keep one");
        }
        if (off) {
            return TlsOptions.plain();
        }
        if (given.isEmpty()) {
            return cached(new Key(Option.TLS, "", "", FileTime.fromMillis(0)), TlsOptions::jvmTrust);
        }
        return of(given.get(0), options);
    }

    private static TlsOptions of(Option source, OptionValues options) throws SQLException {
        String value = options.text(source);
        if (source == Option.PIN) {
            return cached(new Key(source, value, "", FileTime.fromMillis(0)), () -> TlsOptions.pinned(value));
        }
        Path file = Tokens.path(source, value);
        String password = options.text(Option.TRUST_STORE_PASSWORD);
        Key key = new Key(source, value, password, changed(source, file));
        return source == Option.CA_FILE
                ? cached(key, () -> TlsOptions.caFile(file))
                : cached(key, () -> TlsOptions.trustStore(file, password));
    }

    private static FileTime changed(Option option, Path file) throws SQLException {
        try {
            return Files.getLastModifiedTime(file);
        } catch (IOException e) {
            throw CallerErrors.badArgument(
                    "option '" + option.key()
                            + "' names a file that cannot be read; check the path and its permissions",
                    e);
        }
    }

    /** Makes what a key stands for. */
    @FunctionalInterface
    private interface Maker {
        TlsOptions make();
    }

    private static TlsOptions cached(Key key, Maker maker) {
        synchronized (CACHE) {
            TlsOptions known = CACHE.get(key);
            if (known == null) {
                known = maker.make();
                CACHE.put(key, known);
            }
            return known;
        }
    }
}
