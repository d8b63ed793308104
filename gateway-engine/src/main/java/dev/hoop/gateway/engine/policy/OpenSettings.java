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
            "check_function_bodies",
            "client_min_messages",
            "datestyle",
            "default_table_access_method",
            "default_transaction_deferrable",
            "default_transaction_isolation",
            "escape_string_warning",
            "extra_float_digits",
            "idle_in_transaction_session_timeout",
            "idle_session_timeout",
            "intervalstyle",
            "lc_messages",
            "lock_timeout",
            "session characteristics",
            "statement_timeout",
            "synchronous_commit",
            "transaction_deferrable",
            "transaction_isolation",
            "transaction_timeout",
            "xmlbinary",
            "xmloption");
    /** PostgreSQL's settings of its planner: they decide how a result is found, never which it is. */
    private static final Set<String> PLANNER = Set.of(
            "constraint_exclusion",
            "cpu_index_tuple_cost",
            "cpu_operator_cost",
            "cpu_tuple_cost",
            "cursor_tuple_fraction",
            "default_statistics_target",
            "effective_cache_size",
            "effective_io_concurrency",
            "from_collapse_limit",
            "geqo",
            "geqo_effort",
            "geqo_generations",
            "geqo_pool_size",
            "geqo_seed",
            "geqo_selection_bias",
            "geqo_threshold",
            "jit",
            "jit_above_cost",
            "jit_inline_above_cost",
            "jit_optimize_above_cost",
            "join_collapse_limit",
            "max_parallel_maintenance_workers",
            "max_parallel_workers",
            "max_parallel_workers_per_gather",
            "min_parallel_index_scan_size",
            "min_parallel_table_scan_size",
            "parallel_leader_participation",
            "parallel_setup_cost",
            "parallel_tuple_cost",
            "plan_cache_mode",
            "random_page_cost",
            "recursive_worktable_factor",
            "seq_page_cost");

    private static final String ENABLES = "enable_";
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
                    case POSTGRESQL -> POSTGRESQL.contains(name) || PLANNER.contains(name) || name.startsWith(ENABLES);
                    case MYSQL, MARIADB -> MYSQL.contains(name);
                    case H2 -> H2.contains(name);
                    case SHELL -> false;
                };
    }
}
