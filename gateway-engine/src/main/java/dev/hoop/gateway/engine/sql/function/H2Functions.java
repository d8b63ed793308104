package dev.hoop.gateway.engine.sql.function;

import dev.hoop.gateway.engine.sql.function.BuiltIn.Kind;
import java.util.Map;

/** H2's functions, versions 2.2 to 2.5. */
final class H2Functions {
    private static final String PURE = """
            abs acos add_months array_append array_cat array_concat array_contains array_get array_length array_max_cardinality array_slice ascii
            asin atan atan2 bit_length bitand bitcount bitget bitnand bitnor bitnot bitor bitxnor bitxor cardinality casewhen cast
            ceil ceiling char char_length character_length charindex chr coalesce compress concat concat_ws contains convert cos cosh
            cot date date_part date_trunc dateadd datediff day day_name day_of_month day_of_week day_of_year dayname dayofmonth
            dayofweek dayofyear decode decrypt degrees difference encrypt exp expand extract floor formatdatetime gcd
            geometry greatest hash hextoraw hour ifnull initcap insert instr iso_day_of_week iso_week iso_year isnull json json_array json_object
            last_day lcase lcm least left length ln locate log log10 lower lpad lshift ltrim minute mod month month_name monthname months_between
            null_to_default nullif nvl nvl2 octet_length ora_hash overlay parsedatetime pi position power quarter quote_ident quote_literal quote_nullable
            radians rawtohex regexp_like regexp_replace regexp_substr repeat replace reverse right rotateleft rotateright round
            roundmagic rpad rshift rtrim second sign sin sinh soundex space sqrt stringdecode stringencode stringtoutf8 substr
            substring tan tanh timestampadd timestampdiff to_char to_date to_number to_timestamp to_timestamp_tz translate trim
            trim_array trunc trunc_date truncate ucase ulshift unnest upper urshift utf8tostring week width_bucket xmlattr xmlcdata
            xmlcomment xmlnode xmlstartdoc xmltext year zero row cosine_similarity system_range(X)
            regexp_instr regexp_count split_part strpos btrim date_add date_subtract json_value json_query json_exists
            """;

    private static final String AGGREGATES = """
            any any_value array_agg avg bit_and_agg bit_nand_agg bit_nor_agg bit_or_agg bit_xnor_agg bit_xor_agg bool_and bool_or
            corr count covar_pop covar_samp every envelope gcd_agg group_concat histogram json_arrayagg json_objectagg lcm_agg listagg max
            median min mode percentile_cont percentile_disc regr_avgx regr_avgy regr_count regr_intercept regr_r2 regr_slope
            regr_sxx regr_sxy regr_syy selectivity some stddev_pop stddev_samp string_agg sum var_pop var_samp stddev variance
            """;

    private static final String WINDOW = """
            cume_dist dense_rank first_value lag last_value lead nth_value ntile percent_rank rank ratio_to_report row_number
            """;

    private static final String VOLATILE = """
            autocommit current_catalog current_date current_path current_role current_schema current_time current_timestamp
            current_user curdate curtime database datatype_sql gen_random_uuid h2version localtime localtimestamp
            lock_mode lock_timeout now rand random random_uuid readonly rownum schema session_id session_user sysdate system_user systimestamp
            today transaction_id user uuid lock_timeout read_only secure_rand
            """;

    private static final String SIDE_EFFECTS = """
            abort_session cancel_session csvread csvwrite database_path db_object_approximate_size db_object_id db_object_size
            db_object_sql db_object_total_approximate_size db_object_total_size disk_space_used estimated_envelope file_read file_write ft_search
            ft_search_data fulltext link_schema memory_free memory_used setval signal
            """;

    static final Map<Kind, String> LISTS = Map.of(
            Kind.PURE, PURE,
            Kind.AGGREGATE, AGGREGATES,
            Kind.WINDOW, WINDOW,
            Kind.VOLATILE, VOLATILE,
            Kind.SEQUENCE, "nextval currval",
            Kind.SIDE_EFFECT, SIDE_EFFECTS);

    static final String OPERATORS = "+ - * / % || = <> < > <= >= && ~ !~ ^";

    private H2Functions() {}
}
