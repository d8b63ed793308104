package dev.hoop.gateway.engine.sql.syntax;

import java.util.List;

/** A data type as written, without its length and precision. */
public record TypeName(List<Identifier> name) {
    public static TypeName of(String name) {
        return new TypeName(List.of(new Identifier(name, false)));
    }
}
