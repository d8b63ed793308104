package dev.hoop.gateway.server.assembly.demo;

import dev.hoop.gateway.api.ErrorCode;
import dev.hoop.gateway.api.GatewayException;
import dev.hoop.gateway.server.assembly.Gateway;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Sets the stage for the story and clears it away, or leaves it standing for somebody to play with. */
public final class DemoRun {
    private final PrintWriter out;
    private final Script script;

    /** Prints there.
     *
     * @param colour whether the output is a terminal that shows colours */
    public DemoRun(PrintWriter out, boolean colour) {
        this.out = out;
        this.script = new Script(out, colour);
    }

    /** What is done with the files of a finished story: the commands that read them live elsewhere. */
    public interface Afterwards {
        /** Answers 0 when the trail is sound and the replay could be shown. */
        int read(Path trail, Path recordings, String session);
    }

    /** Tells the story once. Answers whether everything went as told. */
    public boolean once(Afterwards afterwards) {
        Path directory = workspace();
        try (DemoShop shop = new DemoShop()) {
            try (Gateway gateway = Gateway.builder()
                    .policyFile(shop.writePolicy(directory))
                    .data(directory.resolve("data"))
                    .start()) {
                new Demo(script, shop, gateway).tell();
            }
            script.chapter("5. All of it stands in the trail, which anybody can verify offline, and can be replayed.");
            Path data = directory.resolve("data");
            int read = afterwards.read(data.resolve("trail"), data.resolve("recordings"), session(data));
            script.expect(read == 0, "the trail or the recording does not read back");
            out.println();
            out.println(
                    script.wentAsTold()
                            ? "Everything went as told."
                            : "Not everything went as told; see UNEXPECTED above.");
            out.flush();
            return script.wentAsTold();
        } catch (SQLException | IOException e) {
            throw new GatewayException(ErrorCode.INTERNAL, "the demo broke off: " + e.getMessage(), e);
        } finally {
            delete(directory);
        }
    }

    /** Leaves a gateway running until the process is interrupted. */
    public void keep(int port) throws InterruptedException {
        Path directory = workspace();
        try (DemoShop shop = new DemoShop()) {
            Path policy = shop.writePolicy(directory);
            try (Gateway gateway = Gateway.builder()
                    .policyFile(policy)
                    .listen(new InetSocketAddress(InetAddress.getLoopbackAddress(), port))
                    .data(directory.resolve("data"))
                    .start()) {
                Runtime.getRuntime().addShutdownHook(new Thread(gateway::close, "demo-shutdown"));
                invite(gateway, policy);
                Thread.currentThread().join();
            }
        } catch (SQLException | IOException e) {
            throw new GatewayException(ErrorCode.INTERNAL, "the demo broke off: " + e.getMessage(), e);
        }
    }

    private void invite(Gateway gateway, Path policy) {
        String address = "127.0.0.1:" + gateway.port();
        out.printf("The gateway runs until you press Ctrl-C.%n%n");
        out.printf("  URL             %s%n", gateway.url("shop"));
        out.printf(
                "  sue's token     %s   (group support; give it as the password)%n",
                gateway.issueToken("sue", "support"));
        out.printf("  dora's token    %s   (group dba; answers requests)%n", gateway.issueToken("dora", "dba"));
        out.printf("  policy          %s   (change it: it is read again at once)%n", policy);
        out.printf("  trail           %s%n%n", gateway.data().trail());
        out.printf("Try:%n");
        out.printf(
                "  HOOP_TOKEN=<sue's>  ./hoop sql shop --gateway %s --plain -e 'select * from customers'%n", address);
        out.printf(
                "  HOOP_TOKEN=<sue's>  ./hoop sql shop --gateway %s --plain -e \"update payments set status='x' where id=1\"%n",
                address);
        out.printf("  HOOP_TOKEN=<dora's> ./hoop approvals list --gateway %s --plain%n", address);
        out.printf("  ./hoop audit show --dir %s%n", gateway.data().trail());
        out.flush();
    }

    private static Path workspace() {
        try {
            return Files.createTempDirectory("hoop-demo-");
        } catch (IOException e) {
            throw new GatewayException(
                    ErrorCode.CONFIGURATION_INVALID, "no temporary directory can be made; check java.io.tmpdir", e);
        }
    }

    /** The session of the story: its recording is the largest. */
    private static String session(Path data) throws IOException {
        try (Stream<Path> files = Files.walk(data.resolve("recordings"))) {
            List<Path> recordings = files.filter(
                            file -> file.getFileName().toString().contains(".hoop")
                                    || file.getFileName().toString().endsWith(".rec"))
                    .sorted(Comparator.comparingLong(
                                    (Path file) -> file.toFile().length())
                            .reversed())
                    .toList();
            if (recordings.isEmpty()) {
                throw new IOException("no session was recorded");
            }
            String name = recordings.get(0).getFileName().toString();
            return name.substring(0, name.indexOf('.'));
        }
    }

    private static void delete(Path directory) {
        try (Stream<Path> files = Files.walk(directory)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        } catch (IOException e) {
            // what is left lies in the temporary directory and holds made-up people
        }
    }
}
