package dev.hoop.gateway.api.wire;

import dev.hoop.gateway.api.value.Parameter;
import java.util.List;

/** The parameters of one execution, in the order of their indexes. */
public record ParameterRow(List<Parameter> parameters) {
    public ParameterRow {
        parameters = List.copyOf(parameters);
    }

    void encode(WireWriter out) {
        out.list(parameters, ParameterRow::write);
    }

    static ParameterRow decode(WireReader in) {
        return new ParameterRow(in.list(ParameterRow::read));
    }

    private static void write(Parameter parameter, WireWriter out) {
        ValueCodec.write(parameter.value(), out);
        out.i32(parameter.jdbcType());
        out.text(parameter.typeName());
    }

    private static Parameter read(WireReader in) {
        return new Parameter(ValueCodec.read(in), in.i32(), in.text());
    }
}
