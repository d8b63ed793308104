package dev.hoop.gateway.engine.sql.function;

import dev.hoop.gateway.engine.sql.function.BuiltIn.Kind;
import java.util.Map;

/** PostgreSQL's functions, versions 12 to 18. */
final class PostgresqlFunctions {
    private static final String PURE = """
            abs acos acosd acosh age array_append array_cat array_dims array_fill array_length array_lower array_ndims
            array_position array_positions array_prepend array_remove array_replace array_reverse array_sample array_shuffle
            array_sort array_to_json array_to_string array_upper ascii asin asind asinh atan atan2 atan2d atand atanh
            bit_count bit_length box bound_box btrim cardinality casefold cbrt ceil ceiling center char_length
            character_length chr circle coalesce concat concat_ws convert convert_from convert_to cos cosd cosh cot cotd crc32
            crc32c date date_add date_bin date_part date_subtract date_trunc decode degrees diagonal diameter div encode erf
            erfc exp extract factorial family floor format gamma gcd get_bit get_byte greatest height host hostmask
            inet_merge inet_same_family initcap int4 int8 isclosed isempty isfinite isopen json_array
            json_array_length json_build_array json_build_object json_exists json_extract_path json_extract_path_text
            json_object json_query json_scalar json_serialize json_strip_nulls json_to_tsvector json_typeof json_value jsonb_array_length
            jsonb_build_array jsonb_build_object jsonb_contains jsonb_exists jsonb_extract_path jsonb_extract_path_text jsonb_insert
            jsonb_object jsonb_path_exists jsonb_path_exists_tz jsonb_path_match jsonb_path_match_tz jsonb_path_query_array
            jsonb_path_query_array_tz jsonb_path_query_first jsonb_path_query_first_tz jsonb_pretty jsonb_set jsonb_set_lax jsonb_strip_nulls
            jsonb_to_tsvector jsonb_typeof justify_days justify_hours justify_interval lcm least left length lgamma ln log log10 lower
            lower_inc lower_inf lpad lseg ltrim make_date make_interval make_time make_timestamp make_timestamptz masklen md5
            min_scale mod multirange nameconcatoid netmask network normalize nullif num_nonnulls num_nulls numeric numnode octet_length overlay
            parse_ident path pclose phraseto_tsquery pi plainto_tsquery point polygon popen position power quote_ident quote_literal
            quote_nullable querytree radians radius range_merge regexp_count regexp_instr regexp_like regexp_match
            regexp_replace regexp_split_to_array regexp_substr repeat replace reverse right round row row_to_json rpad rtrim
            scale set_bit set_byte set_masklen setweight sha224 sha256 sha384 sha512 sign sin sind sinh slope split_part sqrt
            starts_with string_to_array strip strpos substr substring tan tand tanh text timezone to_ascii to_char to_date to_hex to_bin to_oct
            to_json to_jsonb to_number to_timestamp to_tsquery to_tsvector translate trim trim_array trim_scale trunc
            ts_delete ts_filter ts_headline ts_rank ts_rank_cd tsquery_phrase tsvector_to_array array_to_tsvector unicode_assigned unistr
            upper upper_inc upper_inf uuid_extract_timestamp uuid_extract_version varchar websearch_to_tsquery width width_bucket
            xml xmlattributes xmlcomment xmlconcat xmlelement xmlexists xmlforest xmlparse xmlpi xmlroot xmlserialize xmltext
            xml_is_well_formed xml_is_well_formed_content xml_is_well_formed_document xpath xpath_exists merge_action
            int4range int8range numrange tsrange tstzrange daterange int4multirange int8multirange nummultirange tsmultirange
            tstzmultirange datemultirange area abbrev macaddr8_set7bit bool float4 float8 int2 bpchar interval time timestamp timestamptz
            textcat texteq textne int4eq like notlike  booleq overlaps arraycontained arraycontains arrayoverlap bytea char cidr
            circle_center box_center inet is_normalized ishorizontal isparallel isperp isvertical json json_array_element
            json_array_element_text json_object_field json_object_field_text jsonb jsonb_array_element jsonb_array_element_text
            jsonb_concat jsonb_contained jsonb_delete jsonb_delete_path jsonb_exists_all jsonb_exists_any jsonb_object_field
            jsonb_object_field_text like_escape line macaddr macaddr8 money name npoints oid pg_lsn pg_wal_lsn_diff pow
            similar_escape similar_to_escape timetz ts_lexize ts_match_qv ts_match_vq tsquery tsquery_and tsquery_not tsquery_or
            tsvector tsvector_concat uuid varbit xid xid8 xmlvalidate
            json_array_elements(value) json_array_elements_text(value) json_each(key,value) json_each_text(key,value)
            json_object_keys jsonb_array_elements(value) jsonb_array_elements_text(value) jsonb_each(key,value)
            jsonb_each_text(key,value) jsonb_object_keys jsonb_path_query jsonb_path_query_tz json_to_record json_to_recordset
            jsonb_to_record jsonb_to_recordset json_populate_record json_populate_recordset jsonb_populate_record
            jsonb_populate_recordset generate_series generate_subscripts regexp_matches regexp_split_to_table string_to_table
            unnest ts_debug(alias,description,token,dictionaries,dictionary,lexemes) ts_parse(tokid,token) aclexplode(grantor,grantee,privilege_type,is_grantable)
            _pg_expandarray(x,n)
            """;

    /** Those of them that may give several rows, or none, also in a select list. */
    static final String ROWS = """
            json_array_elements json_array_elements_text json_each json_each_text json_object_keys jsonb_array_elements
            jsonb_array_elements_text jsonb_each jsonb_each_text jsonb_object_keys jsonb_path_query jsonb_path_query_tz
            json_to_recordset jsonb_to_recordset json_populate_recordset jsonb_populate_recordset generate_series
            generate_subscripts regexp_matches regexp_split_to_table string_to_table unnest ts_debug ts_parse aclexplode
            _pg_expandarray
            """;

    private static final String AGGREGATES = """
            any_value array_agg avg bit_and bit_or bit_xor bool_and bool_or corr count covar_pop covar_samp  every
            json_agg json_agg_strict json_arrayagg json_object_agg json_object_agg_strict json_object_agg_unique
            json_object_agg_unique_strict json_objectagg jsonb_agg jsonb_agg_strict jsonb_object_agg jsonb_object_agg_strict
            jsonb_object_agg_unique jsonb_object_agg_unique_strict max min mode percentile_cont percentile_disc range_agg
            range_intersect_agg regr_avgx regr_avgy regr_count regr_intercept regr_r2 regr_slope regr_sxx regr_sxy regr_syy
            stddev stddev_pop stddev_samp string_agg sum var_pop var_samp variance xmlagg grouping
            """;

    private static final String WINDOW =
            "cume_dist dense_rank first_value lag last_value lead nth_value ntile percent_rank rank row_number";

    private static final String VOLATILE = """
            clock_timestamp current_catalog current_database current_date  current_role current_schema current_schemas
            current_time current_timestamp current_user gen_random_uuid uuidv4 uuidv7 localtime localtimestamp now random random_normal
            session_user statement_timestamp system_user timeofday transaction_timestamp user version
            inet_client_addr inet_client_port inet_server_addr inet_server_port pg_backend_pid pg_conf_load_time
            pg_postmaster_start_time pg_is_in_recovery pg_is_wal_replay_paused pg_trigger_depth txid_current txid_current_if_assigned pg_client_encoding
            current_setting getdatabaseencoding pg_jit_available icu_unicode_version unicode_version pg_my_temp_schema pg_is_other_temp_schema
            col_description obj_description shobj_description format_type pg_char_to_encoding pg_encoding_to_char
            pg_get_constraintdef pg_get_expr pg_get_indexdef pg_get_keywords(word,catcode,barelabel,catdesc,baredesc)
            pg_get_functiondef pg_get_partkeydef pg_get_partition_constraintdef pg_get_ruledef pg_get_serial_sequence pg_get_statisticsobjdef
            pg_get_statisticsobjdef_columns pg_get_statisticsobjdef_expressions pg_get_triggerdef pg_get_userbyid pg_get_viewdef pg_get_function_arguments
            pg_get_function_identity_arguments pg_get_function_result pg_get_function_arg_default
            pg_index_column_has_property pg_index_has_property pg_indexam_has_property pg_options_to_table(option_name,option_value)
            pg_partition_ancestors pg_partition_root pg_partition_tree(relid,parentrelid,isleaf,level) pg_relation_is_publishable
            pg_collation_for pg_collation_is_visible pg_conversion_is_visible pg_function_is_visible pg_opclass_is_visible
            pg_operator_is_visible pg_opfamily_is_visible pg_statistics_obj_is_visible pg_table_is_visible pg_ts_config_is_visible
            pg_ts_dict_is_visible pg_ts_parser_is_visible pg_ts_template_is_visible pg_type_is_visible pg_typeof pg_column_size
            pg_database_size pg_indexes_size pg_relation_filenode pg_relation_size pg_size_bytes pg_size_pretty pg_table_size
            pg_tablespace_location pg_tablespace_size pg_total_relation_size pg_timezone_abbrevs(abbrev,utc_offset,is_dst)
            pg_timezone_names(name,abbrev,utc_offset,is_dst)
            pg_get_identity_sequence_options oidvectortypes pg_describe_object pg_identify_object(type,schema,name,identity) pg_basetype pg_input_is_valid
            has_any_column_privilege has_column_privilege has_database_privilege has_foreign_data_wrapper_privilege
            has_function_privilege has_language_privilege has_parameter_privilege has_schema_privilege has_sequence_privilege
            has_server_privilege has_table_privilege has_tablespace_privilege has_type_privilege pg_has_role row_security_active
            to_regclass to_regcollation to_regnamespace to_regoper to_regoperator to_regproc to_regprocedure to_regrole to_regtype
            _pg_char_max_length _pg_char_octet_length _pg_datetime_precision _pg_index_position _pg_interval_type _pg_numeric_precision
            _pg_numeric_precision_radix _pg_numeric_scale _pg_truetypid _pg_truetypmod lastval currval
            pg_stat_get_numscans pg_stat_get_tuples_returned pg_stat_get_tuples_fetched pg_stat_get_live_tuples pg_stat_get_dead_tuples
            pg_stat_get_tuples_inserted pg_stat_get_tuples_updated pg_stat_get_tuples_deleted pg_stat_get_last_vacuum_time
            pg_stat_get_last_analyze_time pg_relation_is_updatable pg_column_is_updatable acldefault makeaclitem
            enum_first enum_last enum_range get_current_ts_config jsonb_populate_record_valid mxid_age pg_column_compression
            pg_current_snapshot pg_current_xact_id pg_current_xact_id_if_assigned pg_filenode_relation pg_get_acl pg_get_replica_identity_index
            pg_input_error_info(message,detail,hint,sql_error_code) pg_settings_get_flags
            pg_sequence_parameters(start_value,minimum_value,maximum_value,increment,cycle_option,cache_size,data_type)
            pg_blocking_pids pg_current_wal_flush_lsn pg_current_wal_insert_lsn pg_current_wal_lsn
            pg_get_wal_replay_pause_state pg_last_wal_receive_lsn pg_last_wal_replay_lsn pg_last_xact_replay_timestamp
            pg_notification_queue_usage pg_relation_filepath pg_stat_get_blocks_fetched pg_stat_get_blocks_hit
            pg_stat_get_db_blocks_fetched pg_stat_get_db_blocks_hit pg_stat_get_db_numbackends pg_stat_get_db_xact_commit
            pg_stat_get_db_xact_rollback pg_walfile_name pg_xact_commit_timestamp
            pg_sequence_last_value regclass regtype to_regtypemod txid_current_snapshot ts_token_type(tokid,alias,description)
            """;

    private static final String SIDE_EFFECTS = """
            binary_upgrade_set_next_pg_type_oid brin_summarize_new_values brin_summarize_range brin_desummarize_range
            connectby crosstab crosstab2 crosstab3 crosstab4 currtid2 cursor_to_xml cursor_to_xmlschema database_to_xml
            database_to_xml_and_xmlschema database_to_xmlschema dblink dblink_connect dblink_connect_u dblink_exec dblink_open
            dblink_fetch dblink_close dblink_send_query dblink_get_result dblink_get_notify dblink_disconnect dblink_error_message
            get_raw_page gin_clean_pending_list lo_close lo_creat lo_create lo_export lo_from_bytea lo_get lo_import lo_lseek lo_open
            lo_put lo_tell lo_truncate lo_unlink loread lowrite pg_advisory_lock pg_advisory_lock_shared pg_advisory_unlock
            pg_advisory_unlock_all pg_advisory_unlock_shared pg_advisory_xact_lock pg_advisory_xact_lock_shared pg_backup_start
            pg_backup_stop pg_cancel_backend pg_copy_logical_replication_slot pg_copy_physical_replication_slot
            pg_create_logical_replication_slot pg_create_physical_replication_slot pg_create_restore_point pg_current_logfile
            pg_drop_replication_slot pg_export_snapshot pg_file_read pg_file_rename pg_file_sync pg_file_unlink pg_file_write
            pg_import_system_collations pg_log_backend_memory_contexts pg_log_standby_snapshot
            pg_logical_emit_message pg_logical_slot_get_binary_changes pg_logical_slot_get_changes
            pg_logical_slot_peek_binary_changes pg_logical_slot_peek_changes pg_logdir_ls pg_logfile_rotate pg_ls_archive_statusdir pg_ls_dir
            pg_ls_logdir pg_ls_logicalmapdir pg_ls_logicalsnapdir pg_ls_replslotdir pg_ls_tmpdir pg_ls_waldir pg_notify pg_promote
            pg_read_binary_file pg_read_file pg_reload_conf pg_replication_origin_advance pg_replication_origin_create
            pg_replication_origin_drop pg_replication_origin_session_reset pg_replication_origin_session_setup
            pg_replication_origin_xact_setup pg_replication_slot_advance pg_rotate_logfile pg_safe_snapshot_blocking_pids
            pg_show_all_file_settings pg_sleep pg_sleep_for pg_sleep_until pg_start_backup pg_stat_file pg_stat_reset
            pg_stat_reset_replication_slot pg_stat_reset_shared pg_stat_reset_single_function_counters
            pg_stat_reset_single_table_counters pg_stat_reset_slru pg_stat_reset_subscription_stats pg_stat_statements_reset pg_stop_backup
            pg_stat_get_activity pg_stat_get_backend_activity pg_switch_wal pg_sync_replication_slots pg_terminate_backend pg_try_advisory_lock pg_try_advisory_lock_shared
            pg_try_advisory_xact_lock pg_try_advisory_xact_lock_shared pg_wal_replay_pause pg_wal_replay_resume query_to_xml
            query_to_xml_and_xmlschema query_to_xmlschema schema_to_xml schema_to_xml_and_xmlschema schema_to_xmlschema set_config
            table_to_xml table_to_xml_and_xmlschema table_to_xmlschema ts_rewrite ts_stat
            xslt_process xpath_table pg_prepared_statement pg_cursor pg_mcv_list_items pg_clear_attribute_stats pg_restore_attribute_stats
            """;

    static final Map<Kind, String> LISTS = Map.of(
            Kind.PURE, PURE,
            Kind.AGGREGATE, AGGREGATES,
            Kind.WINDOW, WINDOW,
            Kind.VOLATILE, VOLATILE,
            Kind.SEQUENCE, "nextval setval",
            Kind.SIDE_EFFECT, SIDE_EFFECTS);

    static final String OPERATORS = """
            + - * / % ^ |/ ||/ @ & | # ~ << >> || = <> < > <= >= ~~ !~~ ~~* !~~* ~* !~ !~* -> ->> #> #>> @> <@ ? ?| ?& #- @? @@
            && -|- &< &> <<| |>> &<| |&> <-> ## ?# ?- ?-| ?|| ~= <^ >^ @-@ !! @@@ >>= <<= *= *<> *< *> *<= *>= ~>=~ ~<=~ ~>~ ~<~ ^@ <<->> <->>
            &&& !
            """;

    private PostgresqlFunctions() {}
}
