package dev.hoop.gateway.benchmarks.load.stage;

import dev.hoop.gateway.benchmarks.load.TargetFile;
import dev.hoop.gateway.server.assembly.Gateway;
import dev.hoop.gateway.server.doors.remote.RemoteDoorOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** The gateway in a process of its own, with a policy, two masked columns, the trail and recordings. Runs until its standard input ends. */
public final class GatewayProcess {
    private GatewayProcess() {}

    /** Takes where to write the target file, the database's URL, {@code strict} or {@code bounded} */
    public static void main(String[] arguments) throws IOException {
        Path file = Path.of(arguments[0]);
        Path directory = java.util.Objects.requireNonNull(file.toAbsolutePath().getParent());
        Path secret = Files.writeString(directory.resolve("gateway.secret"), Database.USER + ":" + Database.USER);
        try (Gateway gateway = Gateway.builder()
                .policyText(policy(arguments[1], secret, arguments[2]))
                .remote(GatewayProcess::forMany)
                .start()) {
            TargetFile.write(
                    file,
                    Map.of(
                            "url",
                            gateway.url("shop"),
                            "connect.user",
                            "sue",
                            "connect.password",
                            gateway.issueToken("sue", "support"),
                            "pid",
                            Long.toString(ProcessHandle.current().pid())));
            System.out.println("ready");
            while (System.in.read() >= 0) {
                // until whoever started this lets go
            }
        }
    }

    private static RemoteDoorOptions forMany(RemoteDoorOptions usual) {
        return new RemoteDoorOptions(
                usual.listen(),
                usual.tls(),
                4_000,
                4_000,
                usual.limits(),
                usual.loginWithin(),
                usual.idleAfter(),
                usual.stuckAfter(),
                usual.threads(),
                usual.uploadBytes(),
                usual.node());
    }

    private static String policy(String url, Path secret, String trail) {
        return """
                version: 1
                targets:
                  shop: { type: jdbc, url: "%s", credential: "file:%s", trail: %s }
                protected:
                  - { class: pii.ssn, columns: ["shop.public.customer.ssn"], mask: { keep-last: 4 } }
                  - { class: pii.email, columns: ["shop.public.customer.email"], mask: email }
                grants:
                  - { name: support, who: { groups: [support] }, target: shop, allow: [select, insert, update, ddl] }
                """.formatted(url, secret, trail);
    }
}
