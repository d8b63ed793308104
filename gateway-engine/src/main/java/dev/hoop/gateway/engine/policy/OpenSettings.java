package dev.hoop.gateway.engine.policy;

import dev.hoop.gateway.engine.Dialect;
import java.util.Locale;
import java.util.Set;

/**
 * The session settings a subject may change without the policy naming them: none of them changes what a later text means, whose rights it
 * runs with or what it may reach.
 */
final class OpenSettings {
    private static final Set<String> EVERYWHERE =
            Set.of("time zone", "timezone", "transaction isolation level", "transaction");
    private static final Set<String> POSTGRESQL = Set.of(
            "application_name",
            "bytea_output",
            "client_min_messages",
            "datestyle",
            "default_transaction_deferrable",
            "default_transaction_isolation",
            "extra_float_digits",
            "idle_in_transaction_session_timeout",
            "idle_session_timeout",
            "intervalstyle",
            "lc_messages",
            "lock_timeout",
            "session characteristics",
            "statement_timeout",
            "transaction_deferrable",
            "transaction_isolation",
            "transaction_timeout");
    private static final Set<String> MYSQL = Set.of(
            "autocommit",
            "innodb_lock_wait_timeout",
            "interactive_timeout",
            "lc_time_names",
            "lock_wait_timeout",
            "max_execution_time",
            "max_statement_time",
            "net_read_timeout",
            "net_write_timeout",
            "sql_auto_is_null",
            "sql_big_selects",
            "sql_safe_updates",
            "sql_select_limit",
            "time_zone",
            "transaction_isolation",
            "tx_isolation",
            "wait_timeout");
    private static final Set<String> H2 = Set.of("autocommit", "lock_timeout", "default_lock_timeout", "query_timeout");

    private OpenSettings() {}

    static boolean contain(Dialect dialect, String setting) {
        String name = setting.toLowerCase(Locale.ROOT);
        return EVERYWHERE.contains(name)
                || switch (dialect) {
                    case POSTGRESQL -> POSTGRESQL.contains(name);
                    case MYSQL, MARIADB -> MYSQL.contains(name);
                    case H2 -> H2.contains(name);
                    case SHELL -> false;
                };
    }
}
