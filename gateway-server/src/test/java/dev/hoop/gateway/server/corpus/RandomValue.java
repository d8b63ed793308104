package dev.hoop.gateway.server.corpus;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Makes text expressions at random over columns that are in reach. */
final class RandomValue {
    private static final List<String> PARTIAL = List.of(
            "1 / (ascii(%s) - 49)",
            "1 / (char_length(%s) - 2)",
            "cast(%s as decimal(10, 2))",
            "cast(%s as date)",
            "left(%1$s, char_length(%1$s) - 3)",
            "case when true then 1 / (ascii(%s) - 49) else 0 end");
    private static final List<String> ANYWHERE = List.of(
            "upper(%s)",
            "lower(trim(%s))",
            "coalesce(%s, 'none')",
            "coalesce(%s, %s)",
            "case when 1 = 1 then %s else %s end",
            "(select %s)",
            "max(%s) over ()",
            "cast(%s as char(60))",
            "replace(%s, 'zzz', '')",
            "substring(%s, 1)",
            "reverse(%s)",
            "nullif(%s, 'zzz')",
            "greatest(%s, '')",
            "lpad(%s, 60, '.')",
            "concat(%s, %s)",
            "cast(char_length(%s) as char(60))",
            "cast(case when %s is null then 1 else 0 end as char(60))",
            "min(%s) over (order by 'k')",
            "max(%s) over (partition by 'k')",
            "'constant'");
    private static final List<String> POSTGRESQL = List.of(
            "(%s || %s)",
            "(jsonb_build_object('k', %s) ->> 'k')",
            "(to_jsonb(%s) #>> '{}')",
            "jsonb_build_array(%s, %s)::text",
            "(array[%s, %s])[1]",
            "array_to_string(array[%s, 'x', %s], ',')",
            "split_part(%s, 'zzz', 1)",
            "translate(%s, 'z', 'y')",
            "format('%%s', %s)",
            "md5(%s)",
            "encode(convert_to(%s, 'UTF8'), 'hex')",
            "overlay(%s placing '' from 1 for 0)",
            "(row(%s, 1))::text",
            "regexp_replace(%s, 'zzz', '')",
            "(select string_agg(v, '') from (values (%s), (%s)) as q(v))",
            "(xmlelement(name a, %s))::text");
    private static final List<String> MARIADB = List.of(
            "json_value(json_object('k', %s), '$.k')",
            "json_extract(json_array(%s, %s), '$[0]')",
            "json_unquote(json_quote(%s))",
            "concat_ws('-', %s, %s)",
            "if(true, %s, %s)",
            "ifnull(%s, %s)",
            "md5(%s)",
            "hex(%s)",
            "substring_index(%s, 'zzz', 1)",
            "elt(1, %s, %s)",
            "insert(%s, 1, 0, '')",
            "to_base64(%s)",
            "regexp_replace(%s, 'zzz', '')",
            "(%s or %s)",
            "json_unquote(json_extract(json_object('a', %s), '$.a'))");
    private static final List<String> H2 = List.of(
            "(%s || %s)",
            "cast(json_object('k': %s) as varchar)",
            "array_get(array[%s, %s], 1)",
            "regexp_replace(%s, 'zzz', '')",
            "translate(%s, 'z', 'y')",
            "rawtohex(%s)",
            "stringencode(%s)",
            "casewhen(true, %s, %s)",
            "nvl2(%s, %s, 'x')",
            "decode(1, 1, %s, 'x')",
            "insert(%s, 1, 0, '')",
            "quote_ident(%s)",
            "xmltext(%s)",
            "cast((%s, 1) as varchar)");

    private final Random random;
    private final List<String> forms = new ArrayList<>(ANYWHERE);
    private final boolean failing;

    RandomValue(Random random, String dialect, boolean failing) {
        this.random = random;
        this.failing = failing;
        forms.addAll(
                switch (dialect) {
                    case "postgresql" -> POSTGRESQL;
                    case "mariadb" -> MARIADB;
                    default -> H2;
                });
    }

    /** Half of them plain columns, so that values travel far. */
    String of(List<String> columns) {
        if (failing && random.nextInt(4) == 0) {
            return "cast(" + PARTIAL.get(random.nextInt(PARTIAL.size())).formatted(pick(columns)) + " as char(60))";
        }
        if (random.nextBoolean()) {
            return pick(columns);
        }
        return forms.get(random.nextInt(forms.size())).formatted(pick(columns), pick(columns));
    }

    String pick(List<String> columns) {
        return columns.get(random.nextInt(columns.size()));
    }
}
