package dev.hoop.gateway.api.wire;

import dev.hoop.gateway.api.value.Value;
import java.lang.reflect.Constructor;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;

/** Makes messages with random content out of the shapes of their records, so that a new field is covered the day it is added. */
final class RandomMessages {
    private static final Set<String> U8 = Set.of("nullable", "retry");
    private static final Set<String> U16 = Set.of("minVersion", "maxVersion", "version", "index", "traits");
    private static final List<String> ZONES = List.of("UTC", "Europe/Berlin", "America/St_Johns", "+05:45", "Z");

    private final Random random;

    RandomMessages(Random random) {
        this.random = random;
    }

    ClientMessage client() {
        return (ClientMessage) of(pick(List.of(ClientMessage.class.getPermittedSubclasses())));
    }

    ServerMessage server() {
        return (ServerMessage) of(pick(List.of(ServerMessage.class.getPermittedSubclasses())));
    }

    Value value(int depth) {
        int kinds = depth > 3 ? 16 : depth > 0 ? 17 : 18;
        return switch (random.nextInt(kinds)) {
            case 0 -> new Value.Null();
            case 1 -> new Value.Bool(random.nextBoolean());
            case 2 -> new Value.Int64(number());
            case 3 -> new Value.Float32(Float.intBitsToFloat(random.nextInt()));
            case 4 -> new Value.Float64(Double.longBitsToDouble(random.nextLong()));
            case 5 -> new Value.Decimal(decimal());
            case 6 -> new Value.Text(text());
            case 7 -> new Value.Bytes(bytes());
            case 8 -> new Value.Date(date());
            case 9 -> new Value.Time(time());
            case 10 -> new Value.TimeWithOffset(OffsetTime.of(time(), offset()));
            case 11 -> new Value.Timestamp(LocalDateTime.of(date(), time()));
            case 12 -> new Value.TimestampWithOffset(OffsetDateTime.of(date(), time(), offset()));
            case 13 -> new Value.Uuid(new UUID(random.nextLong(), random.nextLong()));
            case 14 -> new Value.Vendor(text(), text());
            case 15 -> new Value.WallClock(LocalDateTime.of(date(), time()), ZoneId.of(pick(ZONES)));
            case 17 ->
                new Value.InPieces(
                        pick(List.of(Value.InPieces.Form.values())), random.nextInt(1000), random.nextLong() >>> 1);
            default -> array(depth);
        };
    }

    private Value array(int depth) {
        List<Value> elements = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            elements.add(value(depth + 1));
        }
        return new Value.Array(text(), elements);
    }

    private Object of(Class<?> record) {
        RecordComponent[] components = record.getRecordComponents();
        Object[] arguments = new Object[components.length];
        Class<?>[] types = new Class<?>[components.length];
        for (int i = 0; i < components.length; i++) {
            types[i] = components[i].getType();
            arguments[i] = of(components[i].getGenericType(), components[i].getName());
        }
        try {
            Constructor<?> constructor = record.getDeclaredConstructor(types);
            return constructor.newInstance(arguments);
        } catch (ReflectiveOperationException e) {
            throw new LinkageError(record + " cannot be made", e);
        }
    }

    private Object of(Type type, String name) {
        if (type instanceof ParameterizedType generic) {
            return generic.getRawType() == Map.class ? map() : list(generic.getActualTypeArguments()[0], name);
        }
        if (type == TargetFacts.class) {
            return TargetFacts.of(map());
        }
        if (type == int.class || type == Integer.class) {
            return integer(name);
        }
        if (type == long.class || type == Long.class) {
            return name.endsWith("Millis") || name.startsWith("max") ? number() & Long.MAX_VALUE : number();
        }
        if (type == boolean.class) {
            return random.nextBoolean();
        }
        if (type == String.class) {
            return text();
        }
        if (type == byte[].class) {
            return bytes();
        }
        if (type == ByteBuffer.class) {
            return ByteBuffer.wrap(bytes());
        }
        if (type == Value.class) {
            return value(0);
        }
        if (type == Instant.class) {
            return Instant.ofEpochMilli(random.nextInt());
        }
        Class<?> plain = (Class<?>) type;
        return plain.isEnum() ? pick(List.of(plain.getEnumConstants())) : of(plain);
    }

    private int integer(String name) {
        if (U8.contains(name)) {
            return random.nextInt(0x100);
        }
        if (U16.contains(name)) {
            return random.nextInt(0x10000);
        }
        boolean anySign = Set.of("jdbcType", "vendorCode", "code", "scale").contains(name);
        return anySign ? random.nextInt() : random.nextInt() & Integer.MAX_VALUE;
    }

    private List<Object> list(Type element, String name) {
        List<Object> list = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            list.add(of(element, name));
        }
        return list;
    }

    private Map<String, String> map() {
        Map<String, String> map = new LinkedHashMap<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            map.put(text(), text());
        }
        return map;
    }

    private String text() {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(12); i > 0; i--) {
            int point = random.nextInt(4) > 0 ? random.nextInt(0x80) : random.nextInt(Character.MAX_CODE_POINT + 1);
            boolean surrogate = point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE;
            text.appendCodePoint(surrogate ? 'x' : point);
        }
        return text.toString();
    }

    private byte[] bytes() {
        byte[] bytes = new byte[random.nextInt(20)];
        random.nextBytes(bytes);
        return bytes;
    }

    private long number() {
        return random.nextLong() >> random.nextInt(64);
    }

    private BigDecimal decimal() {
        return new BigDecimal(new BigInteger(random.nextInt(200), random).negate(), random.nextInt(400) - 200);
    }

    private LocalDate date() {
        return LocalDate.ofEpochDay(random.nextInt());
    }

    private LocalTime time() {
        return LocalTime.ofNanoOfDay(Math.floorMod(random.nextLong(), 86_400_000_000_000L));
    }

    private ZoneOffset offset() {
        return ZoneOffset.ofTotalSeconds(random.nextInt(2 * 18 * 3600 + 1) - 18 * 3600);
    }

    private <T> T pick(List<T> from) {
        return from.get(random.nextInt(from.size()));
    }
}
