package dev.hoop.gateway.api;

import org.jspecify.annotations.Nullable;

/**
 * The root of every failure this product reports: a stable code and a sentence that says what, where and how to fix.
 *
 * <p>The message never holds a secret, an SQL literal, a row value or a full URL.
 */
public class GatewayException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final ErrorCode code;

    public GatewayException(ErrorCode code, String message) {
        this(code, message, null);
    }

    public GatewayException(ErrorCode code, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.code = code;
    }

    public ErrorCode code() {
        return code;
    }
}
