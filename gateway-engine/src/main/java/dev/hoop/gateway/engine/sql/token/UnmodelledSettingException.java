package dev.hoop.gateway.engine.sql.token;

/** A session setting changes how the database reads SQL in a way the tokenizer does not know; nothing may be judged under it. */
public final class UnmodelledSettingException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    UnmodelledSettingException(String setting, String value, String remedy) {
        super("session setting %s=%s is not understood by the SQL tokenizer; %s".formatted(setting, value, remedy));
    }
}
