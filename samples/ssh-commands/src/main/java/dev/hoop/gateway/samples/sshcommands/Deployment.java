package dev.hoop.gateway.samples.sshcommands;

import dev.hoop.gateway.api.GatewayException;
import dev.hoop.gateway.api.approval.ApprovalDecision;
import dev.hoop.gateway.api.approval.ApprovalListener;
import dev.hoop.gateway.api.approval.ApprovalRequest;
import dev.hoop.gateway.remote.token.TokenProvider;
import dev.hoop.gateway.ssh.Command;
import dev.hoop.gateway.ssh.CommandResult;
import dev.hoop.gateway.ssh.HoopSsh;
import dev.hoop.gateway.ssh.SshOptions;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/** Runs steps one after the other, and stops at the first that is refused or fails. */
public final class Deployment {
    private static final Duration STEP = Duration.ofMinutes(30);

    private Deployment() {}

    /** Arguments: gateway as host:port, target, the gateway's public key, and the steps. The token comes from {@code HOOP_TOKEN}. */
    public static void main(String[] args) {
        String[] gateway = args[0].split(":", 2);
        SshOptions options = SshOptions.at(gateway[0], args[1])
                .port(Integer.parseInt(gateway[1]))
                .hostKey(args[2])
                .tokens(TokenProvider.environment("HOOP_TOKEN"))
                .approvals(told(System.out))
                .build();
        System.exit(run(options, List.copyOf(Arrays.asList(args).subList(3, args.length)), System.out));
    }

    static int run(SshOptions options, List<String> steps, PrintStream out) {
        try (HoopSsh ssh = HoopSsh.connect(options)) {
            for (String step : steps) {
                CommandResult done = ssh.exec(Command.of(step).within(STEP));
                out.print(done.output());
                if (!done.exit().isSuccess()) {
                    out.println("failed: " + step + ": " + done.errors());
                    return 1;
                }
            }
            return 0;
        } catch (GatewayException refused) {
            out.println(refused.code() + ": " + refused.getMessage());
            return 1;
        }
    }

    static ApprovalListener told(PrintStream out) {
        return new ApprovalListener() {
            @Override
            public void pending(ApprovalRequest request) {
                out.println("waits for " + request.approvers() + " until " + request.expiresAt());
            }

            @Override
            public void decided(ApprovalDecision decision) {
                out.println(decision.state() + " by " + decision.by());
            }
        };
    }
}
