package dev.hoop.gateway.engine.policy;

import dev.hoop.gateway.engine.Dialect;
import dev.hoop.gateway.engine.ObjectName;
import java.util.Locale;
import java.util.Set;

/**
 * The relations of the databases' own catalogues that hold definitions, or how often tables were used, only. All others may hold values of
 * rows (statistics), other sessions' statements or secrets, and are shut to who sees anything masked.
 */
final class OpenCatalogue {
    private static final Set<String> POSTGRESQL = Set.of(
            "pg_aggregate",
            "pg_am",
            "pg_amop",
            "pg_amproc",
            "pg_attrdef",
            "pg_attribute",
            "pg_auth_members",
            "pg_available_extension_versions",
            "pg_available_extensions",
            "pg_cast",
            "pg_class",
            "pg_collation",
            "pg_constraint",
            "pg_conversion",
            "pg_database",
            "pg_default_acl",
            "pg_depend",
            "pg_description",
            "pg_enum",
            "pg_event_trigger",
            "pg_extension",
            "pg_foreign_data_wrapper",
            "pg_group",
            "pg_index",
            "pg_indexes",
            "pg_inherits",
            "pg_init_privs",
            "pg_language",
            "pg_largeobject_metadata",
            "pg_locks",
            "pg_matviews",
            "pg_namespace",
            "pg_opclass",
            "pg_operator",
            "pg_opfamily",
            "pg_partitioned_table",
            "pg_policies",
            "pg_policy",
            "pg_proc",
            "pg_publication",
            "pg_publication_namespace",
            "pg_publication_rel",
            "pg_publication_tables",
            "pg_range",
            "pg_rewrite",
            "pg_roles",
            "pg_rules",
            "pg_sequence",
            "pg_sequences",
            "pg_settings",
            "pg_shdepend",
            "pg_shdescription",
            "pg_stat_all_indexes",
            "pg_stat_all_tables",
            "pg_stat_archiver",
            "pg_stat_bgwriter",
            "pg_stat_checkpointer",
            "pg_stat_database",
            "pg_stat_database_conflicts",
            "pg_stat_io",
            "pg_stat_progress_analyze",
            "pg_stat_progress_basebackup",
            "pg_stat_progress_cluster",
            "pg_stat_progress_copy",
            "pg_stat_progress_create_index",
            "pg_stat_progress_vacuum",
            "pg_stat_recovery_prefetch",
            "pg_stat_slru",
            "pg_stat_sys_indexes",
            "pg_stat_sys_tables",
            "pg_stat_user_functions",
            "pg_stat_user_indexes",
            "pg_stat_user_tables",
            "pg_stat_wal",
            "pg_stat_xact_all_tables",
            "pg_stat_xact_sys_tables",
            "pg_stat_xact_user_functions",
            "pg_stat_xact_user_tables",
            "pg_statio_all_indexes",
            "pg_statio_all_sequences",
            "pg_statio_all_tables",
            "pg_statio_sys_indexes",
            "pg_statio_sys_sequences",
            "pg_statio_sys_tables",
            "pg_statio_user_indexes",
            "pg_statio_user_sequences",
            "pg_statio_user_tables",
            "pg_statistic_ext",
            "pg_tables",
            "pg_tablespace",
            "pg_timezone_abbrevs",
            "pg_timezone_names",
            "pg_transform",
            "pg_trigger",
            "pg_ts_config",
            "pg_ts_config_map",
            "pg_ts_dict",
            "pg_ts_parser",
            "pg_ts_template",
            "pg_type",
            "pg_user",
            "pg_views");
    private static final Set<String> POSTGRESQL_SHUT =
            Set.of("_pg_foreign_servers", "_pg_user_mappings", "foreign_server_options", "user_mapping_options");
    private static final Set<String> MYSQL_SHUT = Set.of(
            "column_statistics",
            "innodb_buffer_page",
            "innodb_buffer_page_lru",
            "innodb_ft_index_cache",
            "innodb_ft_index_table",
            "innodb_locks",
            "innodb_trx",
            "metadata_lock_info",
            "optimizer_trace",
            "processlist",
            "profiling",
            "query_cache_info",
            "user_attributes",
            "user_privileges",
            "user_variables");

    /** Of the schema mysql: what the server says of its own words, clocks and routines, as information_schema does. */
    private static final Set<String> MYSQL_OPEN = Set.of(
            "help_category",
            "help_keyword",
            "help_relation",
            "help_topic",
            "proc",
            "time_zone",
            "time_zone_leap_second",
            "time_zone_name",
            "time_zone_transition",
            "time_zone_transition_type");

    private static final Set<String> H2_SHUT =
            Set.of("in_doubt", "query_statistics", "sessions", "session_state", "users");

    private OpenCatalogue() {}

    /** Whether the object may be read; true for whatever is not of the database's own catalogues. */
    static boolean mayRead(Dialect dialect, ObjectName object) {
        String schema = object.schema().toLowerCase(Locale.ROOT);
        String name = object.name().toLowerCase(Locale.ROOT);
        return switch (dialect) {
            case SHELL -> false;
            case POSTGRESQL ->
                switch (schema) {
                    case "pg_catalog" -> POSTGRESQL.contains(name);
                    case "pg_toast" -> false;
                    case "information_schema" -> !POSTGRESQL_SHUT.contains(name);
                    default -> true;
                };
            case MYSQL, MARIADB ->
                switch (schema) {
                    case "mysql" -> MYSQL_OPEN.contains(name);
                    case "performance_schema", "sys" -> false;
                    case "information_schema" -> !MYSQL_SHUT.contains(name);
                    default -> true;
                };
            case H2 -> !schema.equals("information_schema") || !H2_SHUT.contains(name);
        };
    }
}
