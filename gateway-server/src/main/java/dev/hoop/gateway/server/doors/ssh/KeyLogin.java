package dev.hoop.gateway.server.doors.ssh;

import java.security.PublicKey;
import java.util.List;
import org.apache.sshd.common.NamedFactory;
import org.apache.sshd.common.signature.Signature;
import org.apache.sshd.common.util.buffer.Buffer;
import org.apache.sshd.server.auth.pubkey.UserAuthPublicKey;
import org.apache.sshd.server.auth.pubkey.UserAuthPublicKeyFactory;
import org.apache.sshd.server.session.ServerSession;

/**
 * Login by key. A client first asks whether a key would do, for every key it has, and then signs with one; only the key whose signature
 * holds logs in, whatever was asked about before.
 */
final class KeyLogin extends UserAuthPublicKey {
    private final Logins logins;

    private KeyLogin(List<NamedFactory<Signature>> factories, Logins logins) {
        super(factories);
        this.logins = logins;
    }

    /** Makes them for a door. */
    static final class Factory extends UserAuthPublicKeyFactory {
        private final Logins logins;

        Factory(Logins logins) {
            this.logins = logins;
        }

        @Override
        public UserAuthPublicKey createUserAuth(ServerSession session) {
            return new KeyLogin(getSignatureFactories(), logins);
        }
    }

    @Override
    protected boolean verifySignature(
            ServerSession session,
            String username,
            String algorithm,
            PublicKey key,
            Buffer buffer,
            Signature verifier,
            byte[] signature)
            throws Exception {
        return super.verifySignature(session, username, algorithm, key, buffer, verifier, signature)
                && logins.proven(key, session);
    }
}
