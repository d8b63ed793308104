import java.util.List;
import java.util.Properties;
import org.apache.calcite.avatica.jdbc.JdbcMeta;
import org.apache.calcite.avatica.remote.Driver;
import org.apache.calcite.avatica.remote.LocalService;
import org.apache.calcite.avatica.server.HttpServer;
import org.apache.calcite.avatica.server.ServerCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/** Avatica's server on loopback before a database: port, URL, user. Run from its source; ends with its standard input. */
public final class AvaticaServer {
    public static void main(String[] arguments) throws Exception {
        Properties login = new Properties();
        login.setProperty("user", arguments[2]);
        login.setProperty("password", arguments[2]);
        ServerCustomizer<Server> loopback = server -> {
            for (org.eclipse.jetty.server.Connector connector : server.getConnectors()) {
                ((ServerConnector) connector).setHost("127.0.0.1");
            }
        };
        HttpServer server = new HttpServer.Builder<Server>()
                .withHandler(new LocalService(new JdbcMeta(arguments[1], login)), Driver.Serialization.PROTOBUF)
                .withPort(Integer.parseInt(arguments[0]))
                .withServerCustomizers(List.of(loopback), Server.class)
                .build();
        server.start();
        System.out.println("ready");
        while (System.in.read() >= 0) {
            // until whoever started this lets go
        }
        System.exit(0);
    }
}
