package dev.hoop.gateway.jdbc;

import dev.hoop.gateway.api.ErrorCode;
import dev.hoop.gateway.api.GatewayException;
import dev.hoop.gateway.api.approval.ApprovalListener;
import dev.hoop.gateway.api.wire.ApprovalMode;
import dev.hoop.gateway.api.wire.ClientMessage;
import dev.hoop.gateway.api.wire.SessionSetting;
import dev.hoop.gateway.api.wire.StateSetting;
import dev.hoop.gateway.jdbc.conversion.Parameters;
import dev.hoop.gateway.jdbc.exchange.Session;
import dev.hoop.gateway.jdbc.failure.Failures;
import dev.hoop.gateway.jdbc.options.HoopUrl;
import dev.hoop.gateway.jdbc.options.Option;
import dev.hoop.gateway.jdbc.options.OptionValues;
import dev.hoop.gateway.remote.RemoteConnection;
import dev.hoop.gateway.remote.RemoteOptions;
import dev.hoop.gateway.remote.failure.LoginRefusedException;
import dev.hoop.gateway.remote.failure.RequestFailedException;
import dev.hoop.gateway.remote.token.TokenProvider;
import java.sql.SQLException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Makes a connection of a URL: reaches a gateway, proves who asks, opens the target. */
final class Connector {
    private static final Duration DEFAULT_LOGIN_TIMEOUT = Duration.ofSeconds(30);

    private final HoopUrl url;
    private final OptionValues options;
    private final @Nullable TokenProvider provider;
    private final @Nullable ApprovalListener listener;
    private final Duration loginTimeout;

    /** @param otherLoginTimeout where the options name none; zero for none */
    Connector(
            HoopUrl url,
            @Nullable TokenProvider provider,
            @Nullable ApprovalListener listener,
            Duration otherLoginTimeout)
            throws SQLException {
        this.url = url;
        this.options = url.options();
        this.provider = provider;
        this.listener = listener == null ? Listeners.ofClass(options.text(Option.APPROVAL_LISTENER)) : listener;
        Duration otherwise = otherLoginTimeout.isZero() ? DEFAULT_LOGIN_TIMEOUT : otherLoginTimeout;
        this.loginTimeout = options.isGiven(Option.LOGIN_TIMEOUT) ? options.duration(Option.LOGIN_TIMEOUT) : otherwise;
    }

    GatewayConnection connect() throws SQLException {
        Session.Bounds bounds =
                new Session.Bounds(options.bytes(Option.ROW_WINDOW), options.bytes(Option.MAX_BUFFERED));
        Parameters parameters =
                new Parameters(options.isGiven(Option.MAX_STREAM) ? options.bytes(Option.MAX_STREAM) : 0);
        int fetchSize = options.number(Option.FETCH_SIZE);
        ClientMessage.Open request = request();
        RemoteOptions remoteOptions = remoteOptions();
        Session session = open(remoteOptions, request, bounds);
        session.onApproval(listener == null ? Listeners.unset(request.approvalMode()) : listener);
        return new GatewayConnection(session, url.target(), parameters, fetchSize, bounds.maxBuffered());
    }

    private Session open(RemoteOptions remoteOptions, ClientMessage.Open request, Session.Bounds bounds)
            throws SQLException {
        try {
            RemoteConnection.Opened opened = RemoteConnection.connect(remoteOptions, request);
            opened.connection().networkTimeout(options.duration(Option.SOCKET_TIMEOUT));
            return new Session(opened.connection(), opened.target(), bounds);
        } catch (GatewayException e) {
            throw failed(e);
        }
    }

    private static SQLException failed(GatewayException e) {
        if (e instanceof LoginRefusedException refused) {
            return Failures.of(refused.failure());
        } else if (e instanceof RequestFailedException refused) {
            return Failures.of(refused.failure());
        }
        // before a session is open, nothing can have taken effect: it is a connection that was not made
        return e.code() == ErrorCode.CONNECTION_LOST
                ? Failures.of(new GatewayException(ErrorCode.CONNECTION_FAILED, String.valueOf(e.getMessage()), e))
                : Failures.of(e);
    }

    private RemoteOptions remoteOptions() throws SQLException {
        Duration connectTimeout = options.duration(Option.CONNECT_TIMEOUT);
        try {
            return RemoteOptions.builder(provider == null ? Tokens.provider(options, loginTimeout) : provider)
                    .addresses(url.addresses())
                    .tls(TrustCache.tls(options))
                    .user(options.text(Option.USER))
                    .software("hoop JDBC driver " + HoopDriver.VERSION)
                    .connectTimeout(connectTimeout.compareTo(loginTimeout) < 0 ? connectTimeout : loginTimeout)
                    .loginTimeout(loginTimeout)
                    .keepAlive(options.duration(Option.KEEP_ALIVE))
                    .build();
        } catch (GatewayException e) {
            throw Failures.of(e);
        }
    }

    private ClientMessage.Open request() throws SQLException {
        List<StateSetting> state = new ArrayList<>();
        begin(state, Option.AUTO_COMMIT, SessionSetting.AUTO_COMMIT);
        begin(state, Option.READ_ONLY, SessionSetting.READ_ONLY);
        begin(state, Option.SCHEMA, SessionSetting.SCHEMA);
        if (options.isGiven(Option.APPLICATION_NAME)) {
            state.add(new StateSetting(
                    SessionSetting.CLIENT_INFO, "ApplicationName=" + options.text(Option.APPLICATION_NAME)));
        }
        return new ClientMessage.Open(
                url.target(),
                options.text(Option.TASK),
                ZoneId.systemDefault().getId(),
                ApprovalMode.valueOf(options.text(Option.APPROVAL).toUpperCase(Locale.ROOT)),
                options.duration(Option.APPROVAL_TIMEOUT).toMillis(),
                state);
    }

    private void begin(List<StateSetting> state, Option option, SessionSetting setting) {
        if (options.isGiven(option)) {
            state.add(new StateSetting(setting, options.text(option)));
        }
    }
}
