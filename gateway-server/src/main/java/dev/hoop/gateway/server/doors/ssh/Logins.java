package dev.hoop.gateway.server.doors.ssh;

import dev.hoop.gateway.api.GatewayException;
import dev.hoop.gateway.server.gate.Gate;
import dev.hoop.gateway.server.gate.Visitor;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.security.PublicKey;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import org.apache.sshd.common.AttributeRepository.AttributeKey;
import org.apache.sshd.common.config.keys.OpenSshCertificate;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.server.auth.AsyncAuthException;
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
    /** So many ask the provider for a code at once: it is asked by threads that serve others, too. */
    private static final int MOST_BEGINNING = 2;

    private static final int MOST_WAITING = 64;
    private static final AttributeKey<SignInByCode.Attempt> ATTEMPT = new AttributeKey<>();

    private final FailedLogins failures;
    private final SshDoorOptions options;
    private final DoorThreads threads;
    private final Semaphore beginning = new Semaphore(MOST_BEGINNING);
    private final Semaphore waiting = new Semaphore(MOST_WAITING);

    Logins(Gate gate, FailedLogins failures, SshDoorOptions options, DoorThreads threads) {
        this.gate = gate;
        this.failures = failures;
        this.options = options;
        this.threads = threads;
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
        challenge.setLanguageTag("");
        Optional<SignInByCode.Attempt> attempt = attempt(connection, user);
        if (attempt.isPresent()) {
            connection.setAttribute(ATTEMPT, attempt.get());
            challenge.setInteractionInstruction("Open %s and confirm the code %s."
                    .formatted(attempt.get().page(), attempt.get().code()));
            challenge.addPrompt("Then press return; or give a token: ", false);
        } else {
            challenge.setInteractionInstruction(
                    "A token logs in here: one of your identity provider (hoop login), or one made by hoop token create.");
            challenge.addPrompt("Token: ", false);
        }
        return challenge;
    }

    /** An attempt counts as a failure until it is none, so that nobody floods the provider from here. */
    private Optional<SignInByCode.Attempt> attempt(ServerSession connection, String user) {
        if (options.signIn().isEmpty()
                || !Caller.isTarget(user)
                || !failures.mayTry(address(connection))
                || !beginning.tryAcquire()) {
            return Optional.empty();
        }
        try {
            failures.failed(address(connection));
            return Optional.of(options.signIn().get().begin());
        } catch (GatewayException silent) {
            return Optional.empty();
        } finally {
            beginning.release();
        }
    }

    @Override
    public boolean authenticate(ServerSession connection, String user, List<String> answers) {
        SignInByCode.Attempt attempt = connection.removeAttribute(ATTEMPT);
        if (answers.size() != 1) {
            return false;
        }
        if (attempt == null || !answers.get(0).isBlank()) {
            return authenticate(user, answers.get(0), connection);
        }
        return Caller.isTarget(user) && confirmed(connection, attempt);
    }

    /** Waits on a thread of its own; the library is told later. */
    private boolean confirmed(ServerSession connection, SignInByCode.Attempt attempt) {
        if (!waiting.tryAcquire()) {
            return false;
        }
        AsyncAuthException later = new AsyncAuthException();
        boolean started = threads.start("hoop-ssh-sign-in", () -> {
            boolean in = false;
            try {
                String token = attempt.token(options.loginWithin(), connection::isOpen);
                in = admit(connection, () -> gate.login(token, "", Caller.DOOR, peer(connection)));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (GatewayException refused) {
                failures.failed(address(connection));
            } finally {
                waiting.release();
                later.setAuthed(in);
            }
        });
        if (!started) {
            waiting.release();
            return false;
        }
        throw later;
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
