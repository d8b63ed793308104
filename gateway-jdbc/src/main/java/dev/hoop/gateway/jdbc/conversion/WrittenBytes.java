package dev.hoop.gateway.jdbc.conversion;

import dev.hoop.gateway.api.value.Parameter;
import dev.hoop.gateway.api.value.Value;
import dev.hoop.gateway.jdbc.failure.CallerErrors;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.SQLException;
import java.sql.Types;
import org.jspecify.annotations.Nullable;

/** Takes parameters that write their bytes themselves: PostgreSQL's {@code ByteStreamWriter}, by reflection. */
final class WrittenBytes {
    private static final String WRITER = "org.postgresql.util.ByteStreamWriter";

    private WrittenBytes() {}

    /** Null when the object is no such writer. */
    static @Nullable Parameter parameter(Object object) throws SQLException {
        Class<?> writer = writer(object.getClass());
        if (writer == null) {
            return null;
        }
        try {
            int length = (Integer) writer.getMethod("getLength").invoke(object);
            Bounded bytes = new Bounded(length);
            Class<?> target = Class.forName(WRITER + "$ByteStreamTarget", true, writer.getClassLoader());
            Object stream = Proxy.newProxyInstance(
                    writer.getClassLoader(), new Class<?>[] {target}, (proxy, method, arguments) -> bytes);
            writer.getMethod("writeTo", target).invoke(object, stream);
            return new Parameter(new Value.Bytes(bytes.padded()), Types.VARBINARY, "");
        } catch (InvocationTargetException e) {
            throw unwritten(e.getCause());
        } catch (ReflectiveOperationException e) {
            throw CallerErrors.badArgument("a parameter could not write its bytes", e);
        }
    }

    /** Whatever ended the writing, the cause is an {@link IOException}, as with that driver. */
    private static SQLException unwritten(@Nullable Throwable why) {
        Throwable cause = why instanceof IOException ? why : new IOException("the bytes could not be written", why);
        return CallerErrors.badArgument("a parameter could not write its bytes", cause);
    }

    private static @Nullable Class<?> writer(Class<?> type) {
        for (Class<?> at = type; at != null; at = at.getSuperclass()) {
            for (Class<?> face : at.getInterfaces()) {
                Class<?> found = face.getName().equals(WRITER) ? face : writer(face);
                if (found != null) {
                    return found;
                }
            }
        }
        return null;
    }

    /** No more than was promised is taken; what is missing is zero, as with that driver. */
    private static final class Bounded extends OutputStream {
        private final int length;
        private final ByteArrayOutputStream written = new ByteArrayOutputStream();

        Bounded(int length) {
            this.length = length;
        }

        @Override
        public void write(int one) throws IOException {
            write(new byte[] {(byte) one}, 0, 1);
        }

        @Override
        public void write(byte[] from, int offset, int count) throws IOException {
            if (written.size() + count > length) {
                throw new IOException("more bytes than the " + length + " promised");
            }
            written.write(from, offset, count);
        }

        byte[] padded() {
            return java.util.Arrays.copyOf(written.toByteArray(), length);
        }
    }
}
