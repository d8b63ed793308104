package dev.hoop.gateway.jdbc;

import java.sql.DatabaseMetaData;
import java.sql.SQLException;

/** Answers what never changes about a database from what the gateway told when the session began: one line per question. */
abstract class FixedFacts implements DatabaseMetaData {
    private final Facts facts;

    FixedFacts(Facts facts) {
        this.facts = facts;
    }

    final Facts facts() {
        return facts;
    }

    @Override
    public boolean allProceduresAreCallable() throws SQLException {
        return facts.bool("allProceduresAreCallable");
    }

    @Override
    public boolean allTablesAreSelectable() throws SQLException {
        return facts.bool("allTablesAreSelectable");
    }

    @Override
    public boolean autoCommitFailureClosesAllResultSets() throws SQLException {
        return facts.bool("autoCommitFailureClosesAllResultSets");
    }

    @Override
    public boolean dataDefinitionCausesTransactionCommit() throws SQLException {
        return facts.bool("dataDefinitionCausesTransactionCommit");
    }

    @Override
    public boolean dataDefinitionIgnoredInTransactions() throws SQLException {
        return facts.bool("dataDefinitionIgnoredInTransactions");
    }

    @Override
    public boolean doesMaxRowSizeIncludeBlobs() throws SQLException {
        return facts.bool("doesMaxRowSizeIncludeBlobs");
    }

    @Override
    public String getCatalogSeparator() throws SQLException {
        return facts.text("getCatalogSeparator");
    }

    @Override
    public String getCatalogTerm() throws SQLException {
        return facts.text("getCatalogTerm");
    }

    @Override
    public int getDatabaseMajorVersion() throws SQLException {
        return facts.number("getDatabaseMajorVersion");
    }

    @Override
    public int getDatabaseMinorVersion() throws SQLException {
        return facts.number("getDatabaseMinorVersion");
    }

    @Override
    public String getDatabaseProductName() throws SQLException {
        return facts.text("getDatabaseProductName");
    }

    @Override
    public String getDatabaseProductVersion() throws SQLException {
        return facts.text("getDatabaseProductVersion");
    }

    @Override
    public int getDefaultTransactionIsolation() throws SQLException {
        return facts.number("getDefaultTransactionIsolation");
    }

    @Override
    public int getDriverMajorVersion() {
        return facts.numberOrZero("getDriverMajorVersion");
    }

    @Override
    public int getDriverMinorVersion() {
        return facts.numberOrZero("getDriverMinorVersion");
    }

    @Override
    public String getDriverVersion() throws SQLException {
        return facts.text("getDriverVersion");
    }

    @Override
    public String getExtraNameCharacters() throws SQLException {
        return facts.text("getExtraNameCharacters");
    }

    @Override
    public String getIdentifierQuoteString() throws SQLException {
        return facts.text("getIdentifierQuoteString");
    }

    @Override
    public int getMaxBinaryLiteralLength() throws SQLException {
        return facts.number("getMaxBinaryLiteralLength");
    }

    @Override
    public int getMaxCatalogNameLength() throws SQLException {
        return facts.number("getMaxCatalogNameLength");
    }

    @Override
    public int getMaxCharLiteralLength() throws SQLException {
        return facts.number("getMaxCharLiteralLength");
    }

    @Override
    public int getMaxColumnNameLength() throws SQLException {
        return facts.number("getMaxColumnNameLength");
    }

    @Override
    public int getMaxColumnsInGroupBy() throws SQLException {
        return facts.number("getMaxColumnsInGroupBy");
    }

    @Override
    public int getMaxColumnsInIndex() throws SQLException {
        return facts.number("getMaxColumnsInIndex");
    }

    @Override
    public int getMaxColumnsInOrderBy() throws SQLException {
        return facts.number("getMaxColumnsInOrderBy");
    }

    @Override
    public int getMaxColumnsInSelect() throws SQLException {
        return facts.number("getMaxColumnsInSelect");
    }

    @Override
    public int getMaxColumnsInTable() throws SQLException {
        return facts.number("getMaxColumnsInTable");
    }

    @Override
    public int getMaxConnections() throws SQLException {
        return facts.number("getMaxConnections");
    }

    @Override
    public int getMaxCursorNameLength() throws SQLException {
        return facts.number("getMaxCursorNameLength");
    }

    @Override
    public int getMaxIndexLength() throws SQLException {
        return facts.number("getMaxIndexLength");
    }

    @Override
    public int getMaxProcedureNameLength() throws SQLException {
        return facts.number("getMaxProcedureNameLength");
    }

    @Override
    public int getMaxRowSize() throws SQLException {
        return facts.number("getMaxRowSize");
    }

    @Override
    public int getMaxSchemaNameLength() throws SQLException {
        return facts.number("getMaxSchemaNameLength");
    }

    @Override
    public int getMaxStatementLength() throws SQLException {
        return facts.number("getMaxStatementLength");
    }

    @Override
    public int getMaxStatements() throws SQLException {
        return facts.number("getMaxStatements");
    }

    @Override
    public int getMaxTableNameLength() throws SQLException {
        return facts.number("getMaxTableNameLength");
    }

    @Override
    public int getMaxTablesInSelect() throws SQLException {
        return facts.number("getMaxTablesInSelect");
    }

    @Override
    public int getMaxUserNameLength() throws SQLException {
        return facts.number("getMaxUserNameLength");
    }

    @Override
    public String getNumericFunctions() throws SQLException {
        return facts.text("getNumericFunctions");
    }

    @Override
    public String getProcedureTerm() throws SQLException {
        return facts.text("getProcedureTerm");
    }

    @Override
    public int getResultSetHoldability() throws SQLException {
        return facts.number("getResultSetHoldability");
    }

    @Override
    public String getSQLKeywords() throws SQLException {
        return facts.text("getSQLKeywords");
    }

    @Override
    public int getSQLStateType() throws SQLException {
        return facts.number("getSQLStateType");
    }

    @Override
    public String getSchemaTerm() throws SQLException {
        return facts.text("getSchemaTerm");
    }

    @Override
    public String getSearchStringEscape() throws SQLException {
        return facts.text("getSearchStringEscape");
    }

    @Override
    public String getStringFunctions() throws SQLException {
        return facts.text("getStringFunctions");
    }

    @Override
    public String getSystemFunctions() throws SQLException {
        return facts.text("getSystemFunctions");
    }

    @Override
    public String getTimeDateFunctions() throws SQLException {
        return facts.text("getTimeDateFunctions");
    }

    @Override
    public boolean isCatalogAtStart() throws SQLException {
        return facts.bool("isCatalogAtStart");
    }

    @Override
    public boolean nullPlusNonNullIsNull() throws SQLException {
        return facts.bool("nullPlusNonNullIsNull");
    }

    @Override
    public boolean nullsAreSortedAtEnd() throws SQLException {
        return facts.bool("nullsAreSortedAtEnd");
    }

    @Override
    public boolean nullsAreSortedAtStart() throws SQLException {
        return facts.bool("nullsAreSortedAtStart");
    }

    @Override
    public boolean nullsAreSortedHigh() throws SQLException {
        return facts.bool("nullsAreSortedHigh");
    }

    @Override
    public boolean nullsAreSortedLow() throws SQLException {
        return facts.bool("nullsAreSortedLow");
    }

    @Override
    public boolean storesLowerCaseIdentifiers() throws SQLException {
        return facts.bool("storesLowerCaseIdentifiers");
    }

    @Override
    public boolean storesLowerCaseQuotedIdentifiers() throws SQLException {
        return facts.bool("storesLowerCaseQuotedIdentifiers");
    }

    @Override
    public boolean storesMixedCaseIdentifiers() throws SQLException {
        return facts.bool("storesMixedCaseIdentifiers");
    }

    @Override
    public boolean storesMixedCaseQuotedIdentifiers() throws SQLException {
        return facts.bool("storesMixedCaseQuotedIdentifiers");
    }

    @Override
    public boolean storesUpperCaseIdentifiers() throws SQLException {
        return facts.bool("storesUpperCaseIdentifiers");
    }

    @Override
    public boolean storesUpperCaseQuotedIdentifiers() throws SQLException {
        return facts.bool("storesUpperCaseQuotedIdentifiers");
    }

    @Override
    public boolean supportsANSI92EntryLevelSQL() throws SQLException {
        return facts.bool("supportsANSI92EntryLevelSQL");
    }

    @Override
    public boolean supportsANSI92FullSQL() throws SQLException {
        return facts.bool("supportsANSI92FullSQL");
    }

    @Override
    public boolean supportsANSI92IntermediateSQL() throws SQLException {
        return facts.bool("supportsANSI92IntermediateSQL");
    }

    @Override
    public boolean supportsAlterTableWithAddColumn() throws SQLException {
        return facts.bool("supportsAlterTableWithAddColumn");
    }

    @Override
    public boolean supportsAlterTableWithDropColumn() throws SQLException {
        return facts.bool("supportsAlterTableWithDropColumn");
    }

    @Override
    public boolean supportsBatchUpdates() throws SQLException {
        return facts.bool("supportsBatchUpdates");
    }

    @Override
    public boolean supportsCatalogsInDataManipulation() throws SQLException {
        return facts.bool("supportsCatalogsInDataManipulation");
    }

    @Override
    public boolean supportsCatalogsInIndexDefinitions() throws SQLException {
        return facts.bool("supportsCatalogsInIndexDefinitions");
    }

    @Override
    public boolean supportsCatalogsInPrivilegeDefinitions() throws SQLException {
        return facts.bool("supportsCatalogsInPrivilegeDefinitions");
    }

    @Override
    public boolean supportsCatalogsInProcedureCalls() throws SQLException {
        return facts.bool("supportsCatalogsInProcedureCalls");
    }

    @Override
    public boolean supportsCatalogsInTableDefinitions() throws SQLException {
        return facts.bool("supportsCatalogsInTableDefinitions");
    }

    @Override
    public boolean supportsColumnAliasing() throws SQLException {
        return facts.bool("supportsColumnAliasing");
    }

    @Override
    public boolean supportsConvert() throws SQLException {
        return facts.bool("supportsConvert");
    }

    @Override
    public boolean supportsCoreSQLGrammar() throws SQLException {
        return facts.bool("supportsCoreSQLGrammar");
    }

    @Override
    public boolean supportsCorrelatedSubqueries() throws SQLException {
        return facts.bool("supportsCorrelatedSubqueries");
    }

    @Override
    public boolean supportsDataDefinitionAndDataManipulationTransactions() throws SQLException {
        return facts.bool("supportsDataDefinitionAndDataManipulationTransactions");
    }

    @Override
    public boolean supportsDataManipulationTransactionsOnly() throws SQLException {
        return facts.bool("supportsDataManipulationTransactionsOnly");
    }

    @Override
    public boolean supportsDifferentTableCorrelationNames() throws SQLException {
        return facts.bool("supportsDifferentTableCorrelationNames");
    }

    @Override
    public boolean supportsExpressionsInOrderBy() throws SQLException {
        return facts.bool("supportsExpressionsInOrderBy");
    }

    @Override
    public boolean supportsExtendedSQLGrammar() throws SQLException {
        return facts.bool("supportsExtendedSQLGrammar");
    }

    @Override
    public boolean supportsFullOuterJoins() throws SQLException {
        return facts.bool("supportsFullOuterJoins");
    }

    @Override
    public boolean supportsGetGeneratedKeys() throws SQLException {
        return facts.bool("supportsGetGeneratedKeys");
    }

    @Override
    public boolean supportsGroupBy() throws SQLException {
        return facts.bool("supportsGroupBy");
    }

    @Override
    public boolean supportsGroupByBeyondSelect() throws SQLException {
        return facts.bool("supportsGroupByBeyondSelect");
    }

    @Override
    public boolean supportsGroupByUnrelated() throws SQLException {
        return facts.bool("supportsGroupByUnrelated");
    }

    @Override
    public boolean supportsIntegrityEnhancementFacility() throws SQLException {
        return facts.bool("supportsIntegrityEnhancementFacility");
    }

    @Override
    public boolean supportsLikeEscapeClause() throws SQLException {
        return facts.bool("supportsLikeEscapeClause");
    }

    @Override
    public boolean supportsLimitedOuterJoins() throws SQLException {
        return facts.bool("supportsLimitedOuterJoins");
    }

    @Override
    public boolean supportsMinimumSQLGrammar() throws SQLException {
        return facts.bool("supportsMinimumSQLGrammar");
    }

    @Override
    public boolean supportsMixedCaseIdentifiers() throws SQLException {
        return facts.bool("supportsMixedCaseIdentifiers");
    }

    @Override
    public boolean supportsMixedCaseQuotedIdentifiers() throws SQLException {
        return facts.bool("supportsMixedCaseQuotedIdentifiers");
    }

    @Override
    public boolean supportsMultipleResultSets() throws SQLException {
        return facts.bool("supportsMultipleResultSets");
    }

    @Override
    public boolean supportsMultipleTransactions() throws SQLException {
        return facts.bool("supportsMultipleTransactions");
    }

    @Override
    public boolean supportsNonNullableColumns() throws SQLException {
        return facts.bool("supportsNonNullableColumns");
    }

    @Override
    public boolean supportsOpenCursorsAcrossCommit() throws SQLException {
        return facts.bool("supportsOpenCursorsAcrossCommit");
    }

    @Override
    public boolean supportsOpenCursorsAcrossRollback() throws SQLException {
        return facts.bool("supportsOpenCursorsAcrossRollback");
    }

    @Override
    public boolean supportsOpenStatementsAcrossCommit() throws SQLException {
        return facts.bool("supportsOpenStatementsAcrossCommit");
    }

    @Override
    public boolean supportsOpenStatementsAcrossRollback() throws SQLException {
        return facts.bool("supportsOpenStatementsAcrossRollback");
    }

    @Override
    public boolean supportsOrderByUnrelated() throws SQLException {
        return facts.bool("supportsOrderByUnrelated");
    }

    @Override
    public boolean supportsOuterJoins() throws SQLException {
        return facts.bool("supportsOuterJoins");
    }

    @Override
    public boolean supportsPositionedDelete() throws SQLException {
        return facts.bool("supportsPositionedDelete");
    }

    @Override
    public boolean supportsPositionedUpdate() throws SQLException {
        return facts.bool("supportsPositionedUpdate");
    }

    @Override
    public boolean supportsSavepoints() throws SQLException {
        return facts.bool("supportsSavepoints");
    }

    @Override
    public boolean supportsSchemasInDataManipulation() throws SQLException {
        return facts.bool("supportsSchemasInDataManipulation");
    }

    @Override
    public boolean supportsSchemasInIndexDefinitions() throws SQLException {
        return facts.bool("supportsSchemasInIndexDefinitions");
    }

    @Override
    public boolean supportsSchemasInPrivilegeDefinitions() throws SQLException {
        return facts.bool("supportsSchemasInPrivilegeDefinitions");
    }

    @Override
    public boolean supportsSchemasInProcedureCalls() throws SQLException {
        return facts.bool("supportsSchemasInProcedureCalls");
    }

    @Override
    public boolean supportsSchemasInTableDefinitions() throws SQLException {
        return facts.bool("supportsSchemasInTableDefinitions");
    }

    @Override
    public boolean supportsSelectForUpdate() throws SQLException {
        return facts.bool("supportsSelectForUpdate");
    }

    @Override
    public boolean supportsStoredFunctionsUsingCallSyntax() throws SQLException {
        return facts.bool("supportsStoredFunctionsUsingCallSyntax");
    }

    @Override
    public boolean supportsStoredProcedures() throws SQLException {
        return facts.bool("supportsStoredProcedures");
    }

    @Override
    public boolean supportsSubqueriesInComparisons() throws SQLException {
        return facts.bool("supportsSubqueriesInComparisons");
    }

    @Override
    public boolean supportsSubqueriesInExists() throws SQLException {
        return facts.bool("supportsSubqueriesInExists");
    }

    @Override
    public boolean supportsSubqueriesInIns() throws SQLException {
        return facts.bool("supportsSubqueriesInIns");
    }

    @Override
    public boolean supportsSubqueriesInQuantifieds() throws SQLException {
        return facts.bool("supportsSubqueriesInQuantifieds");
    }

    @Override
    public boolean supportsTableCorrelationNames() throws SQLException {
        return facts.bool("supportsTableCorrelationNames");
    }

    @Override
    public boolean supportsTransactions() throws SQLException {
        return facts.bool("supportsTransactions");
    }

    @Override
    public boolean supportsUnion() throws SQLException {
        return facts.bool("supportsUnion");
    }

    @Override
    public boolean supportsUnionAll() throws SQLException {
        return facts.bool("supportsUnionAll");
    }

    @Override
    public boolean usesLocalFilePerTable() throws SQLException {
        return facts.bool("usesLocalFilePerTable");
    }

    @Override
    public boolean usesLocalFiles() throws SQLException {
        return facts.bool("usesLocalFiles");
    }
}
