package dev.hoop.gateway.server.doors.ssh;

import dev.hoop.gateway.api.GatewayException;
import dev.hoop.gateway.server.gate.Gate;
import dev.hoop.gateway.server.gate.Visitor;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.security.PublicKey;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.sshd.common.config.keys.OpenSshCertificate;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.server.auth.keyboard.InteractiveChallenge;
import org.apache.sshd.server.auth.keyboard.KeyboardInteractiveAuthenticator;
import org.apache.sshd.server.auth.password.PasswordAuthenticator;
import org.apache.sshd.server.auth.pubkey.PublickeyAuthenticator;
import org.apache.sshd.server.session.ServerSession;

/**
 * Lets callers in: by a token where a password goes, by a token at a prompt, by a registered key, by a certificate. The user name says which
 * target; who asks is said by the proof alone.
 */
final class Logins implements PasswordAuthenticator, PublickeyAuthenticator, KeyboardInteractiveAuthenticator {
    private static final int LONGEST_TOKEN = 16 * 1024;

    private final Gate gate;
    private final FailedLogins failures;

    Logins(Gate gate, FailedLogins failures) {
        this.gate = gate;
        this.failures = failures;
    }

    @Override
    public boolean authenticate(String user, String password, ServerSession connection) {
        return Caller.isTarget(user)
                && password.length() <= LONGEST_TOKEN
                && admit(connection, () -> gate.login(password.strip(), "", Caller.DOOR, peer(connection)));
    }

    /** Whether a proof by this key would do. The proof itself comes later, and is what logs in: see {@link KeyLogin}. */
    @Override
    public boolean authenticate(String user, PublicKey key, ServerSession connection) {
        if (!Caller.isTarget(user) || !failures.mayTry(address(connection))) {
            return false;
        }
        boolean isPlain = !(key instanceof OpenSshCertificate certificate)
                || Set.of("source-address")
                        .containsAll(certificate.getCriticalOptionsMap().keySet());
        return isPlain && gate.knowsKey(PublicKeyEntry.toString(key));
    }

    /** The key has been proven. */
    boolean proven(PublicKey key, ServerSession connection) {
        return admit(connection, () -> gate.loginByKey(PublicKeyEntry.toString(key), Caller.DOOR, peer(connection)));
    }

    @Override
    public InteractiveChallenge generateChallenge(ServerSession connection, String user, String lang, String methods) {
        InteractiveChallenge challenge = new InteractiveChallenge();
        challenge.setInteractionName("hoop gateway");
        challenge.setInteractionInstruction(
                "A token logs in here: one of your identity provider (hoop login), or one made by hoop token create.");
        challenge.setLanguageTag("");
        challenge.addPrompt("Token: ", false);
        return challenge;
    }

    @Override
    public boolean authenticate(ServerSession connection, String user, List<String> answers) {
        return answers.size() == 1 && authenticate(user, answers.get(0), connection);
    }

    private boolean admit(ServerSession connection, Supplier<Visitor> proof) {
        if (!failures.mayTry(address(connection))) {
            return false;
        }
        try {
            connection.setAttribute(Caller.OF, new Caller(gate, connection, proof.get()));
            return true;
        } catch (GatewayException refused) {
            failures.failed(address(connection));
            return false;
        }
    }

    static String address(ServerSession connection) {
        SocketAddress address = connection.getClientAddress();
        return address instanceof InetSocketAddress internet && internet.getAddress() != null
                ? internet.getAddress().getHostAddress()
                : "";
    }

    private static String peer(ServerSession connection) {
        SocketAddress address = connection.getClientAddress();
        return address instanceof InetSocketAddress internet ? address(connection) + ":" + internet.getPort() : "";
    }
}
