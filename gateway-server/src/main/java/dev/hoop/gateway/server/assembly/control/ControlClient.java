package dev.hoop.gateway.server.assembly.control;

import dev.hoop.gateway.api.ErrorCode;
import dev.hoop.gateway.api.GatewayException;
import dev.hoop.gateway.engine.Subject;
import dev.hoop.gateway.server.ports.identity.IssuedToken;
import dev.hoop.gateway.server.ports.identity.TokenOffice;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Asks a running gateway on this machine. One connection per question; the gateway ends it when it takes too long. */
public final class ControlClient implements TokenOffice {
    private final Path file;

    private ControlClient(Path file) {
        this.file = file;
    }

    /** The gateway behind a control socket; empty when none answers there. */
    public static Optional<TokenOffice> find(Path file) {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try (SocketChannel probe = SocketChannel.open(UnixDomainSocketAddress.of(file))) {
            return probe.isConnected() ? Optional.of(new ControlClient(file)) : Optional.empty();
        } catch (IOException nobody) {
            return Optional.empty(); // the file of a gateway that died
        }
    }

    @Override
    public Fresh issue(Subject subject, String by, Optional<Duration> life) {
        List<String> answer = ask(TokenQuestions.issueQuestion(subject, by, life));
        return new Fresh(answer.get(1), answer.get(2));
    }

    @Override
    public String register(Subject subject, String by, Optional<Duration> life, String key) {
        return ask(TokenQuestions.registerQuestion(subject, by, life, key)).get(1);
    }

    @Override
    public List<IssuedToken> list() {
        return TokenQuestions.tokens(ask(List.of(TokenQuestions.LIST)));
    }

    @Override
    public boolean revoke(String tokenId, String by) {
        return Boolean.parseBoolean(
                ask(List.of(TokenQuestions.REVOKE, tokenId, by)).get(1));
    }

    private List<String> ask(List<String> question) {
        try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(file))) {
            ControlMessages.send(channel, question);
            List<String> answer = ControlMessages.receive(channel);
            if (!answer.isEmpty() && answer.get(0).equals(TokenQuestions.DONE)) {
                return answer;
            }
            if (answer.size() == 3) {
                throw new GatewayException(ErrorCode.of(Integer.parseInt(answer.get(1))), answer.get(2));
            }
            throw new IOException("the answer is malformed");
        } catch (IOException | NumberFormatException e) {
            throw new GatewayException(
                    ErrorCode.CONNECTION_LOST,
                    "the gateway behind " + file + " did not answer; look at its log, then try again",
                    e);
        }
    }
}
