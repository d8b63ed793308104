package dev.hoop.gateway.api.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hoop.gateway.api.Effect;
import dev.hoop.gateway.api.ErrorCode;
import dev.hoop.gateway.api.approval.ApprovalRequest;
import dev.hoop.gateway.api.value.Column;
import dev.hoop.gateway.api.value.Parameter;
import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Holds docs/protocol.md against the code: every message with its code and its fields in order, every number of every enum. */
class ProtocolDocumentTest {
    private static final Map<String, Class<? extends Record>> PARTS = Map.of(
            "StateSetting", StateSetting.class,
            "ParameterRow", ParameterRow.class,
            "Parameter", Parameter.class,
            "OutParameter", OutParameter.class,
            "KeyRequest", KeyRequest.class,
            "Handle", Handle.class,
            "Column", Column.class,
            "Notice", Notice.class,
            "Cause", Cause.class,
            "ApprovalRequest", ApprovalRequest.class);

    private static final Map<String, Enum<?>[]> ENUMS = Map.of(
            "ApprovalMode", ApprovalMode.values(),
            "ExecuteKind", ExecuteKind.values(),
            "KeyRequestKind", KeyRequest.Kind.values(),
            "TransactAction", TransactAction.values(),
            "SessionSetting", SessionSetting.values(),
            "ApprovalAction", ApprovalAction.values(),
            "RowsKind", RowsKind.values(),
            "Effect", Effect.values(),
            "Retry", ErrorCode.Retry.values(),
            "ApprovalState", ApprovalRequest.State.values());

    private final Map<String, List<List<String>>> tables = tables();

    @TestFactory
    Stream<DynamicTest> everyMessageIsDescribedFieldByField() {
        return Samples.all().stream().map(message -> {
            Message.Type type = message.type();
            String heading = "0x%02x %s".formatted(type.code(), type);
            return DynamicTest.dynamicTest(heading, () -> fieldsAgree(heading, message.getClass()));
        });
    }

    @TestFactory
    Stream<DynamicTest> everyPartOfAMessageIsDescribedFieldByField() {
        return PARTS.entrySet().stream()
                .map(part -> DynamicTest.dynamicTest(part.getKey(), () -> fieldsAgree(part.getKey(), part.getValue())));
    }

    @TestFactory
    Stream<DynamicTest> everyNumberOfEveryEnumIsDescribed() {
        return ENUMS.entrySet().stream()
                .map(entry -> DynamicTest.dynamicTest(entry.getKey(), () -> {
                    List<List<String>> expected = new ArrayList<>();
                    for (Enum<?> constant : entry.getValue()) {
                        expected.add(List.of(Integer.toString(expected.size()), constant.name()));
                    }
                    assertThat(table(entry.getKey())).isEqualTo(expected);
                }));
    }

    @Test
    void everyErrorCodeIsDescribed() {
        assertThat(table("ErrorCode"))
                .isEqualTo(Arrays.stream(ErrorCode.values())
                        .map(code -> List.of(
                                Integer.toString(code.number()),
                                code.name(),
                                code.sqlState(),
                                code.actor().name(),
                                code.retry().name()))
                        .toList());
    }

    @Test
    void everyTagIsDescribed() throws IllegalAccessException {
        List<List<String>> expected = new ArrayList<>();
        for (Field tag : CellTag.class.getDeclaredFields()) {
            if (!tag.isSynthetic()) {
                expected.add(List.of(Integer.toString(tag.getInt(null)), tag.getName()));
            }
        }
        assertThat(table("4. Values").stream().map(row -> row.subList(0, 2))).containsExactlyElementsOf(expected);
    }

    @Test
    void nothingIsDescribedThatDoesNotExist() {
        long messages = tables.keySet().stream()
                .filter(heading -> heading.startsWith("0x"))
                .count();
        assertThat(messages).isEqualTo(Samples.all().size());
    }

    private List<List<String>> table(String heading) {
        return Objects.requireNonNull(tables.get(heading), "the document has no heading " + heading);
    }

    private void fieldsAgree(String heading, Class<?> record) {
        RecordComponent[] components = record.getRecordComponents();
        List<List<String>> rows = table(heading);
        assertThat(rows.stream().map(row -> row.get(0)))
                .containsExactlyElementsOf(Arrays.stream(components)
                        .map(component -> "`" + component.getName() + "`")
                        .toList());
        for (int i = 0; i < components.length; i++) {
            assertThat(rows.get(i).get(1))
                    .as(rows.get(i).get(0))
                    .containsPattern("^(" + written(components[i].getGenericType()) + ")(,|$)");
        }
    }

    /** How the document may name the type of a field, as a pattern. */
    private static String written(Type type) {
        if (type instanceof ParameterizedType generic) {
            return generic.getRawType() == Map.class
                    ? "map"
                    : "list of (" + written(generic.getActualTypeArguments()[0]) + ")";
        }
        String name = ((Class<?>) type).getSimpleName();
        return switch (name) {
            case "int", "Integer" -> "u8|u16|i32";
            case "long", "Long", "Instant" -> "i64";
            case "boolean" -> "bool";
            case "String" -> "text";
            case "byte[]", "ByteBuffer" -> "bytes";
            case "Value" -> "value";
            case "TargetFacts" -> "map";
            case "State" -> "ApprovalState";
            case "Kind" -> "KeyRequestKind";
            default -> name;
        };
    }

    /** The rows of the table under each heading, without the two rows of its head. */
    private static Map<String, List<List<String>>> tables() {
        Map<String, List<List<String>>> tables = new LinkedHashMap<>();
        List<List<String>> table = new ArrayList<>();
        for (String line : lines()) {
            if (line.startsWith("#")) {
                table = new ArrayList<>();
                tables.put(line.replaceAll("^#+ ", "").replaceAll(" — .*", ""), table);
            } else if (line.startsWith("| ") && !line.startsWith("| field |") && !line.contains("| name |")) {
                table.add(Arrays.stream(line.substring(1).split("\\|"))
                        .map(String::strip)
                        .toList());
            }
        }
        return tables;
    }

    private static List<String> lines() {
        try {
            return Files.readAllLines(Path.of("..", "docs", "protocol.md"));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException("docs/protocol.md is missing", e);
        }
    }
}
