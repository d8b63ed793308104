package dev.hoop.gateway.api.wire;

/** What a set of rows is to the statement it came from. */
public enum RowsKind {
    RESULT,
    GENERATED_KEYS,
    /** One row: the OUT parameters of a call, in the order of their indexes. */
    OUT_PARAMETERS,
    /** The rows of a cursor that is an OUT parameter; they come behind the parameters, in the order of their indexes. */
    CURSOR
}
