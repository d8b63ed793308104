package dev.hoop.gateway.server.identities.jwt;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.SignedJWT;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.EdECPoint;
import java.security.spec.EdECPublicKeySpec;
import java.security.spec.NamedParameterSpec;

/** Checks the signature of a JWT with one key. A key is used for the algorithms of its own type only. */
final class Signatures {
    private static final int LEAST_RSA_BITS = 2048;

    private Signatures() {}

    /** Whether a key may have signed under such a header. */
    static boolean fits(JWK key, JWSHeader header) {
        boolean named = header.getKeyID() == null || header.getKeyID().equals(key.getKeyID());
        boolean signs = key.getKeyUse() == null || key.getKeyUse().equals(KeyUse.SIGNATURE);
        boolean agreed = key.getAlgorithm() == null
                || key.getAlgorithm().getName().equals(header.getAlgorithm().getName());
        return named && signs && agreed && ofType(key, header.getAlgorithm());
    }

    static boolean verify(SignedJWT token, JWK key) throws JOSEException {
        if (key instanceof RSAKey rsa) {
            return token.verify(new RSASSAVerifier(rsa.toRSAPublicKey()));
        } else if (key instanceof ECKey ec) {
            return token.verify(new ECDSAVerifier(ec.toECPublicKey()));
        } else if (key instanceof OctetKeyPair edwards) {
            return verifyEdwards(token, edwards);
        }
        return false;
    }

    private static boolean ofType(JWK key, JWSAlgorithm algorithm) {
        String name = algorithm.getName();
        if (key instanceof RSAKey rsa) {
            return (name.startsWith("RS") || name.startsWith("PS")) && rsa.size() >= LEAST_RSA_BITS;
        } else if (key instanceof ECKey ec) {
            return Curve.forJWSAlgorithm(algorithm) != null
                    && Curve.forJWSAlgorithm(algorithm).contains(ec.getCurve())
                    && name.startsWith("ES");
        } else if (key instanceof OctetKeyPair edwards) {
            return name.startsWith("Ed") && Curve.Ed25519.equals(edwards.getCurve());
        }
        return false;
    }

    /** The JDK's own Ed25519: Nimbus would need a further library for it. */
    private static boolean verifyEdwards(SignedJWT token, OctetKeyPair key) throws JOSEException {
        try {
            Signature signature = Signature.getInstance("Ed25519");
            signature.initVerify(publicKey(key.getDecodedX()));
            signature.update(token.getSigningInput());
            return signature.verify(token.getSignature().decode());
        } catch (GeneralSecurityException e) {
            throw new JOSEException("the signature or its key is malformed", e);
        }
    }

    /** RFC 8032 §5.1.2: little-endian y, and the sign of x in the last bit. */
    private static PublicKey publicKey(byte[] littleEndian) throws GeneralSecurityException {
        byte[] y = new byte[littleEndian.length];
        for (int i = 0; i < y.length; i++) {
            y[i] = littleEndian[y.length - 1 - i];
        }
        if (y.length != 32) {
            throw new GeneralSecurityException("an Ed25519 key has 32 bytes");
        }
        boolean odd = (y[0] & 0x80) != 0;
        y[0] &= 0x7f;
        return KeyFactory.getInstance("Ed25519")
                .generatePublic(
                        new EdECPublicKeySpec(NamedParameterSpec.ED25519, new EdECPoint(odd, new BigInteger(1, y))));
    }
}
