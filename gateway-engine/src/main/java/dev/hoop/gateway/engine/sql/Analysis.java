package dev.hoop.gateway.engine.sql;

/** The parts of one analysis, which need each other: expressions hold queries, and queries hold expressions. */
final class Analysis {
    private final Names names;
    private final Findings findings;
    private final boolean definition;
    private final Relations relations;
    private final Functions functions;
    private final Columns columns;
    private final Values values;
    private final Conditions conditions;
    private final Queries queries;
    private final Tables tables;
    private final Changes changes;

    /**
     * @param definition whether the text is a view's definition, whose names do not depend on who reads it
     * @param depth how many views are being followed
     */
    Analysis(Names names, Findings findings, boolean definition, int depth) {
        this.names = names;
        this.findings = findings;
        this.definition = definition;
        this.relations = new Relations(names, depth);
        this.functions = new Functions(names, findings);
        this.columns = new Columns(names, findings);
        this.values = new Values(this);
        this.conditions = new Conditions(this);
        this.queries = new Queries(this);
        this.tables = new Tables(this);
        this.changes = new Changes(this);
    }

    Names names() {
        return names;
    }

    Findings findings() {
        return findings;
    }

    boolean isDefinition() {
        return definition;
    }

    Relations relations() {
        return relations;
    }

    Functions functions() {
        return functions;
    }

    Columns columns() {
        return columns;
    }

    Values values() {
        return values;
    }

    Conditions conditions() {
        return conditions;
    }

    Queries queries() {
        return queries;
    }

    Tables tables() {
        return tables;
    }

    Changes changes() {
        return changes;
    }
}
