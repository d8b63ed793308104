package dev.hoop.gateway.jdbc;

import static dev.hoop.gateway.jdbc.FakeGateway.cell;
import static dev.hoop.gateway.jdbc.FakeGateway.columns;
import static dev.hoop.gateway.jdbc.FakeGateway.end;
import static dev.hoop.gateway.jdbc.FakeGateway.number;
import static dev.hoop.gateway.jdbc.FakeGateway.row;
import static dev.hoop.gateway.jdbc.FakeGateway.rows;
import static dev.hoop.gateway.jdbc.FakeGateway.rowsEnd;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hoop.gateway.api.wire.ClientMessage;
import dev.hoop.gateway.api.wire.ServerMessage;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.Reader;
import java.io.StringReader;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.math.BigDecimal;
import java.net.URI;
import java.net.URL;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Array;
import java.sql.Blob;
import java.sql.CallableStatement;
import java.sql.Clob;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.JDBCType;
import java.sql.ParameterMetaData;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.SQLXML;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Calendar;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every method of JDBC, those of a newer JDK included, does its work or says in the agreed way that it does not. */
final class JdbcSurfaceIT {
    /** Methods of the JDK itself that work through others of ours. */
    private static final Set<String> LEFT_TO_THE_JDK =
            Set.of("enquoteIdentifier", "enquoteNCharLiteral", "isSimpleIdentifier", "beginRequest", "endRequest");

    @ParameterizedTest
    @ValueSource(
            classes = {
                Connection.class,
                Statement.class,
                PreparedStatement.class,
                CallableStatement.class,
                ResultSet.class,
                ResultSetMetaData.class,
                ParameterMetaData.class,
                DatabaseMetaData.class,
                Array.class,
                Blob.class,
                Clob.class,
                SQLXML.class
            })
    void everyMethodIsOurs(Class<?> type) throws Exception {
        List<String> foreign = new ArrayList<>();
        try (FakeGateway gateway = gateway()) {
            for (Method method : methods(type)) {
                Method own = object(gateway, type).getClass().getMethod(method.getName(), method.getParameterTypes());
                boolean ours = own.getDeclaringClass().getName().startsWith("dev.hoop.");
                if (!ours && !LEFT_TO_THE_JDK.contains(method.getName())) {
                    foreign.add(method.toString());
                }
            }
        }

        assertThat(foreign).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            classes = {
                Connection.class,
                Statement.class,
                PreparedStatement.class,
                CallableStatement.class,
                ResultSet.class,
                ResultSetMetaData.class,
                ParameterMetaData.class,
                DatabaseMetaData.class,
                Array.class,
                Blob.class,
                Clob.class,
                SQLXML.class
            })
    void everyMethodAnswersOrRefusesProperly(Class<?> type) throws Exception {
        List<String> wrong = new ArrayList<>();
        try (FakeGateway gateway = gateway()) {
            for (Method method : methods(type)) {
                problem(method, object(gateway, type)).ifPresent(wrong::add);
            }
            assertThat(gateway.errors()).isEmpty();
        }

        assertThat(wrong).isEmpty();
    }

    private static java.util.Optional<String> problem(Method method, Object object)
            throws ReflectiveOperationException {
        try {
            method.invoke(
                    object,
                    Arrays.stream(method.getParameterTypes())
                            .map(JdbcSurfaceIT::sample)
                            .toArray());
            return java.util.Optional.empty();
        } catch (InvocationTargetException e) {
            Throwable thrown = e.getCause();
            boolean proper = thrown instanceof SQLException refusal
                    && refusal.getSQLState() != null
                    && !refusal.getSQLState().startsWith("0A")
                    && !refusal.getSQLState().startsWith("08")
                    && (!(refusal instanceof SQLFeatureNotSupportedException)
                            || (refusal.getSQLState().equals("HYC00")
                                    && String.valueOf(refusal.getMessage()).contains(": ")));
            return proper ? java.util.Optional.empty() : java.util.Optional.of(method.getName() + ": " + thrown);
        }
    }

    /** Interfaces of the JDK's module that applications get from a driver, or hand to one; the test of its methods is above or here. */
    private static final Set<String> OURS = Set.of(
            "java.sql.Array",
            "java.sql.Blob",
            "java.sql.CallableStatement",
            "java.sql.Clob",
            "java.sql.Connection",
            "java.sql.DatabaseMetaData",
            "java.sql.Driver",
            "java.sql.NClob",
            "java.sql.ParameterMetaData",
            "java.sql.PreparedStatement",
            "java.sql.ResultSet",
            "java.sql.ResultSetMetaData",
            "java.sql.SQLXML",
            "java.sql.Savepoint",
            "java.sql.Statement",
            "java.sql.Wrapper",
            "javax.sql.CommonDataSource",
            "javax.sql.DataSource");

    /** And those that are not there, each for a reason. */
    private static final Map<String, String> ABSENT = Map.ofEntries(
            Map.entry("java.sql.ConnectionBuilder", "builds connections to shards"),
            Map.entry("java.sql.DriverAction", "called when a driver is deregistered; there is nothing to do"),
            Map.entry("java.sql.Ref", "no database here has references"),
            Map.entry("java.sql.RowId", "a row is named by its key"),
            Map.entry("java.sql.SQLData", "user-defined types are given as text"),
            Map.entry("java.sql.SQLInput", "of SQLData"),
            Map.entry("java.sql.SQLOutput", "of SQLData"),
            Map.entry("java.sql.SQLType", "an enum of the JDK's is taken"),
            Map.entry("java.sql.ShardingKey", "there are no shards"),
            Map.entry("java.sql.ShardingKeyBuilder", "there are no shards"),
            Map.entry("java.sql.Struct", "user-defined types are given as text"),
            Map.entry("javax.sql.ConnectionEventListener", "of ConnectionPoolDataSource"),
            Map.entry(
                    "javax.sql.ConnectionPoolDataSource",
                    "a connection through the gateway is cheap; pools take the DataSource"),
            Map.entry("javax.sql.PooledConnection", "of ConnectionPoolDataSource"),
            Map.entry("javax.sql.PooledConnectionBuilder", "builds connections to shards"),
            Map.entry("javax.sql.RowSet", "the JDK's own work over a connection"),
            Map.entry("javax.sql.RowSetInternal", "of RowSet"),
            Map.entry("javax.sql.RowSetListener", "of RowSet"),
            Map.entry("javax.sql.RowSetMetaData", "of RowSet"),
            Map.entry("javax.sql.RowSetReader", "of RowSet"),
            Map.entry("javax.sql.RowSetWriter", "of RowSet"),
            Map.entry("javax.sql.StatementEventListener", "of ConnectionPoolDataSource"),
            Map.entry("javax.sql.XAConnection", "of XADataSource"),
            Map.entry("javax.sql.XAConnectionBuilder", "builds connections to shards"),
            Map.entry("javax.sql.XADataSource", "a prepared transaction would outlive the session that policy judged"));

    @Test
    void everyInterfaceOfTheJdkIsOursOrAbsentForAReason() throws Exception {
        List<String> found = new ArrayList<>();
        for (String name : List.of("java/sql", "javax/sql")) {
            Path folder = FileSystems.getFileSystem(URI.create("jrt:/")).getPath("modules/java.sql", name);
            try (Stream<Path> files = Files.list(folder)) {
                for (Path file :
                        files.filter(path -> path.toString().endsWith(".class")).toList()) {
                    String simple = String.valueOf(file.getFileName()).replace(".class", "");
                    Class<?> type = Class.forName(name.replace('/', '.') + "." + simple);
                    if (type.isInterface() && Modifier.isPublic(type.getModifiers())) {
                        found.add(type.getName());
                    }
                }
            }
        }

        assertThat(found)
                .containsExactlyInAnyOrderElementsOf(
                        Stream.concat(OURS.stream(), ABSENT.keySet().stream()).toList());
    }

    @Test
    void everyMethodOfTheDataSourceAndTheDriverIsOursAndAnswersOrRefusesProperly() throws Exception {
        List<String> wrong = new ArrayList<>();
        for (Class<?> type : List.of(javax.sql.DataSource.class, java.sql.Driver.class)) {
            Object object = type == java.sql.Driver.class ? new HoopDriver() : new HoopDataSource();
            for (Method method : methods(type)) {
                Method own = object.getClass().getMethod(method.getName(), method.getParameterTypes());
                if (!own.getDeclaringClass().getName().startsWith("dev.hoop.")) {
                    wrong.add(method.toString());
                } else if (!method.getName().equals("getConnection")) { // which needs a URL, and says so
                    problem(method, object).ifPresent(wrong::add);
                }
            }
        }

        assertThat(wrong).isEmpty();
    }

    private static List<Method> methods(Class<?> type) {
        return Arrays.stream(type.getMethods())
                .filter(method -> !Modifier.isStatic(method.getModifiers()))
                .toList();
    }

    private static FakeGateway gateway() {
        return new FakeGateway((peer, stream, message) -> {
            if (message instanceof ClientMessage.Execute || message instanceof ClientMessage.Metadata) {
                peer.send(stream, columns(number("a")), rows(row(cell(1))), rowsEnd(), end());
                return true;
            } else if (message instanceof ClientMessage.Describe) {
                peer.send(stream, new ServerMessage.Described(List.of(number("a")), List.of(number("a"))));
                return true;
            }
            return false;
        });
    }

    /** A fresh object, so that closing one does not decide what the next method answers. */
    private static Object object(FakeGateway gateway, Class<?> type) throws SQLException {
        Connection connection = gateway.connect();
        if (type == Connection.class) {
            return connection;
        } else if (type == DatabaseMetaData.class) {
            return connection.getMetaData();
        } else if (type == Statement.class) {
            return connection.createStatement();
        } else if (type == CallableStatement.class) {
            return connection.prepareCall("{call a}");
        } else if (type == Array.class) {
            return connection.createArrayOf("int4", new Integer[] {1});
        } else if (type == Blob.class) {
            return connection.createBlob();
        } else if (type == Clob.class) {
            return connection.createClob();
        } else if (type == SQLXML.class) {
            return connection.createSQLXML();
        }
        PreparedStatement prepared = connection.prepareStatement("select a");
        if (type == PreparedStatement.class) {
            return prepared;
        } else if (type == ParameterMetaData.class) {
            return prepared.getParameterMetaData();
        }
        ResultSet result = prepared.executeQuery();
        result.next();
        return type == ResultSet.class ? result : result.getMetaData();
    }

    private static @Nullable Object sample(Class<?> type) {
        Map<Class<?>, Object> samples = Map.ofEntries(
                Map.entry(String.class, "a"),
                Map.entry(int.class, 1),
                Map.entry(long.class, 1L),
                Map.entry(short.class, (short) 1),
                Map.entry(byte.class, (byte) 1),
                Map.entry(float.class, 1f),
                Map.entry(double.class, 1d),
                Map.entry(boolean.class, true),
                Map.entry(BigDecimal.class, BigDecimal.ONE),
                Map.entry(byte[].class, new byte[] {1}),
                Map.entry(int[].class, new int[] {1}),
                Map.entry(String[].class, new String[] {"a"}),
                Map.entry(Object[].class, new Object[] {"a"}),
                Map.entry(Class.class, String.class),
                Map.entry(Map.class, Map.of()),
                Map.entry(Calendar.class, Calendar.getInstance()),
                Map.entry(Properties.class, new Properties()),
                Map.entry(Object.class, "1"),
                Map.entry(InputStream.class, new ByteArrayInputStream(new byte[] {'1'})),
                Map.entry(Reader.class, new StringReader("1")),
                Map.entry(Executor.class, (Executor) Runnable::run),
                Map.entry(java.sql.SQLType.class, JDBCType.INTEGER));
        return type == URL.class ? url() : samples.get(type);
    }

    private static URL url() {
        try {
            return URI.create("https://example.org").toURL();
        } catch (java.net.MalformedURLException e) {
            throw new IllegalStateException(e);
        }
    }
}
