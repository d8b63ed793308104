package dev.hoop.gateway.engine.sql.function;

import dev.hoop.gateway.engine.sql.function.BuiltIn.Kind;
import java.util.Map;

/** The functions of MySQL and MariaDB. A name that only one of them knows is an error to the other, unless it is a stored function's. */
final class MysqlFunctions {
    private static final String PURE = """
            abs acos adddate addtime aes_decrypt aes_encrypt ascii asin atan atan2 bin bin_to_uuid bit_count bit_length cast ceil
            ceiling char char_length character_length charset chr coalesce coercibility collation compress concat concat_ws conv
            convert convert_tz cos cot crc32 crc32c date date_add date_format date_sub datediff day dayname dayofmonth dayofweek
            dayofyear default degrees div elt exp export_set extract field find_in_set floor format format_bytes format_pico_time
            from_base64 from_days from_unixtime get_format greatest hex hour if ifnull inet6_aton inet6_ntoa inet_aton inet_ntoa insert
            instr interval is_ipv4 is_ipv4_compat is_ipv4_mapped is_ipv6 is_uuid isnull json_array json_array_append
            json_array_insert json_array_intersect json_compact json_contains json_contains_path json_depth json_detailed json_equals
            json_exists json_extract json_insert json_keys json_length json_loose json_merge json_merge_patch
            json_merge_preserve json_normalize json_object json_object_filter_keys json_object_to_array json_overlaps json_pretty json_query
            json_quote json_remove json_replace json_schema_valid json_search json_set json_storage_size json_type json_unquote
            json_valid json_value key_value last_day lcase least left length lengthb ln locate log log10 log2 lower lpad ltrim make_set
            makedate maketime match md5 microsecond mid minute mod month monthname natural_sort_key nullif nvl nvl2 oct octet_length ord
            period_add period_diff pi position pow power quarter quote radians regexp_instr regexp_like regexp_replace
            regexp_substr repeat replace reverse right round rpad rtrim sec_to_time second sha sha1 sha2 sign sin soundex space
            sqrt st_area st_asbinary st_asgeojson st_astext st_aswkb st_aswkt st_boundary st_buffer st_centroid st_contains
            st_convexhull st_crosses st_difference st_dimension st_disjoint st_distance st_distance_sphere st_endpoint st_envelope
            st_equals st_exteriorring st_geohash st_geomcollfromtext st_geomcollfromwkb st_geometrycollectionfromtext
            st_geometrycollectionfromwkb st_geometryfromtext st_geometryfromwkb st_geometryn st_geometrytype st_geomfromgeojson
            st_geomfromtext st_geomfromwkb st_interiorringn st_intersection st_intersects st_isclosed st_isempty st_isring st_issimple
            st_isvalid st_latfromgeohash st_latitude st_length st_linefromtext st_linefromwkb st_linestringfromtext
            st_linestringfromwkb st_longfromgeohash st_longitude st_makeenvelope st_mlinefromtext st_mlinefromwkb st_mpointfromtext
            st_mpointfromwkb st_mpolyfromtext st_mpolyfromwkb st_multilinestringfromtext st_multilinestringfromwkb
            st_multipointfromtext st_multipointfromwkb st_multipolygonfromtext st_multipolygonfromwkb st_numgeometries
            st_numinteriorrings st_numpoints st_overlaps st_pointfromgeohash st_pointfromtext st_pointfromwkb st_pointn
            st_pointonsurface st_polyfromtext st_polyfromwkb st_polygonfromtext st_polygonfromwkb st_relate st_simplify st_srid
            st_startpoint st_swapxy st_symdifference st_touches st_transform st_union st_validate st_within st_x st_y point linestring
            polygon multipoint multilinestring multipolygon geometrycollection mbrcontains mbrcoveredby mbrcovers mbrdisjoint mbrequal
            mbrequals mbrintersects mbroverlaps mbrtouches mbrwithin
            area asbinary astext aswkb aswkt boundary buffer centroid contains convexhull crosses dimension disjoint endpoint envelope
            equals exteriorring geomcollfromtext geomcollfromwkb geometrycollectionfromtext geometrycollectionfromwkb
            geometryfromtext geometryfromwkb geometryn geometrytype geomfromtext geomfromwkb glength interiorringn intersects
            isclosed isempty isring issimple linefromtext linefromwkb linestringfromtext linestringfromwkb mlinefromtext
            mlinefromwkb mpointfromtext mpointfromwkb mpolyfromtext mpolyfromwkb multilinestringfromtext multilinestringfromwkb
            multipointfromtext multipointfromwkb multipolygonfromtext multipolygonfromwkb numgeometries numinteriorrings numpoints
            overlaps pointfromtext pointfromwkb pointn pointonsurface polyfromtext polyfromwkb polygonfromtext polygonfromwkb srid
            startpoint touches within x y
            strcmp str_to_date subdate substr substring substring_index subtime tan time time_format time_to_sec timediff timestamp
            timestampadd timestampdiff to_base64 to_char to_date to_days to_number to_seconds trim truncate ucase uncompress
            uncompressed_length unhex unix_timestamp upper uuid_to_bin value values week weekday weekofyear weight_string xor year
            yearweek add_months trunc months_between sformat
            """;

    private static final String AGGREGATES = """
            any_value avg bit_and bit_or bit_xor count group_concat json_arrayagg json_objectagg max median min percentile_cont
            percentile_disc std stddev stddev_pop stddev_samp sum var_pop var_samp variance grouping
            """;

    private static final String WINDOW =
            "cume_dist dense_rank first_value lag last_value lead nth_value ntile percent_rank rank row_number";

    private static final String VOLATILE = """
            connection_id curdate current_date current_role current_time current_timestamp current_user curtime database
            found_rows localtime localtimestamp now rand row_count schema session_user sysdate system_user user utc_date utc_time
            utc_timestamp uuid uuid_short uuid_v4 uuid_v7 version random_bytes sys_guid rownum ps_current_thread_id
            """;

    private static final String SIDE_EFFECTS = """
            benchmark last_insert_id encode decode des_encrypt des_decrypt encrypt extractvalue updatexml get_lock is_free_lock is_used_lock lastval load_file
            master_gtid_wait master_pos_wait source_pos_wait name_const old_password password procedure_analyse release_all_locks
            release_lock setval sleep statement_digest statement_digest_text sys_eval sys_exec wait_for_executed_gtid_set
            wait_until_sql_thread_after_gtids asymmetric_decrypt asymmetric_encrypt lib_mysqludf_sys_info xmltype
            """;

    static final Map<Kind, String> LISTS = Map.of(
            Kind.PURE, PURE,
            Kind.AGGREGATE, AGGREGATES,
            Kind.WINDOW, WINDOW,
            Kind.VOLATILE, VOLATILE,
            Kind.SEQUENCE, "nextval",
            Kind.SIDE_EFFECT, SIDE_EFFECTS);

    static final String OPERATORS = "+ - * / % ^ & | ~ << >> || && = <> < > <= >= <=> -> ->> !";

    private MysqlFunctions() {}
}
