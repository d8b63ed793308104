package dev.hoop.gateway.server.gate;

import dev.hoop.gateway.api.ErrorCode;
import dev.hoop.gateway.api.GatewayException;
import dev.hoop.gateway.engine.CertificateWish;
import dev.hoop.gateway.engine.masking.MaskTools;
import dev.hoop.gateway.engine.policy.Policy;
import dev.hoop.gateway.server.ports.approvals.Approvals;
import dev.hoop.gateway.server.ports.audit.AuditTrail;
import dev.hoop.gateway.server.ports.audit.SessionArchive;
import dev.hoop.gateway.server.ports.audit.StatementHistory;
import dev.hoop.gateway.server.ports.credentials.Credentials;
import dev.hoop.gateway.server.ports.identity.Identities;
import dev.hoop.gateway.server.ports.identity.KeyIdentities;
import dev.hoop.gateway.server.ports.reviews.CampaignEvidence;
import dev.hoop.gateway.server.ports.reviews.CampaignParts;
import dev.hoop.gateway.server.ports.targets.Connector;
import dev.hoop.gateway.server.ports.targets.HostConnector;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * What the gate stands on. Connectors are named by the target type they serve.
 *
 * @param keys whose a key is, for doors that take keys
 * @param hosts those whose targets run commands
 * @param secrets what hosts may not show
 * @param past empty where nobody tries policies
 */
public record GatePorts(
        Identities identities,
        KeyIdentities keys,
        AuditTrail audit,
        SessionArchive archive,
        Approvals approvals,
        Map<String, Connector> connectors,
        Map<String, HostConnector> hosts,
        MaskTools maskTools,
        HiddenSecrets secrets,
        Roles roles,
        Optional<Past> past) {
    /**
     * What it takes to try another policy on what was asked before, and to prove what was decided.
     *
     * @param policies reads the text of a policy file; throws a {@link GatewayException} that tells every mistake
     */
    public record Past(
            StatementHistory history,
            Function<String, Policy> policies,
            CampaignEvidence evidence,
            CampaignParts parts) {}

    /** Knows nobody's key. */
    private static final KeyIdentities NO_KEYS = new KeyIdentities() {
        @Override
        public Identities.Identity holder(String line) {
            throw new GatewayException(ErrorCode.LOGIN_FAILED, "this gateway takes no keys");
        }

        @Override
        public String certify(Identities.Identity holder, CertificateWish wish) {
            throw new GatewayException(ErrorCode.NOT_SUPPORTED, "this gateway certifies no keys");
        }

        @Override
        public String fingerprint(String line) {
            throw new GatewayException(ErrorCode.NOT_SUPPORTED, "this gateway certifies no keys");
        }
    };

    private static final Credentials NO_CREDENTIALS = reference -> {
        throw new GatewayException(ErrorCode.CONFIGURATION_INVALID, "nothing is kept here");
    };

    public GatePorts {
        connectors = Map.copyOf(connectors);
        hosts = Map.copyOf(hosts);
    }

    /** Without hosts and keys. */
    public GatePorts(
            Identities identities,
            AuditTrail audit,
            SessionArchive archive,
            Approvals approvals,
            Map<String, Connector> connectors,
            MaskTools maskTools,
            Roles roles) {
        this(
                identities,
                NO_KEYS,
                audit,
                archive,
                approvals,
                connectors,
                Map.of(),
                maskTools,
                new HiddenSecrets(NO_CREDENTIALS),
                roles,
                Optional.empty());
    }
}
