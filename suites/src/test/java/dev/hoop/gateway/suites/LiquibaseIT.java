package dev.hoop.gateway.suites;

import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import liquibase.Contexts;
import liquibase.LabelExpression;
import liquibase.Liquibase;
import liquibase.Scope;
import liquibase.database.Database;
import liquibase.database.DatabaseFactory;
import liquibase.database.jvm.JdbcConnection;
import liquibase.resource.DirectoryResourceAccessor;
import liquibase.snapshot.DatabaseSnapshot;
import liquibase.snapshot.SnapshotControl;
import liquibase.snapshot.SnapshotGeneratorFactory;
import liquibase.structure.DatabaseObject;
import liquibase.structure.core.Column;
import liquibase.structure.core.ForeignKey;
import liquibase.structure.core.Index;
import liquibase.structure.core.PrimaryKey;
import liquibase.structure.core.Table;

/** Liquibase: changes forward and back, and what it finds in the database. */
final class LiquibaseIT extends Suite {
    private static final String CHANGES = """
            <databaseChangeLog xmlns="http://www.liquibase.org/xml/ns/dbchangelog"
                xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
                xsi:schemaLocation="http://www.liquibase.org/xml/ns/dbchangelog
                    http://www.liquibase.org/xml/ns/dbchangelog/dbchangelog-latest.xsd">
              <changeSet id="1" author="suite">
                <createTable tableName="people">
                  <column name="id" type="int" autoIncrement="true"><constraints primaryKey="true"/></column>
                  <column name="name" type="varchar(40)"><constraints nullable="false" unique="true" uniqueConstraintName="one_name"/></column>
                  <column name="born" type="date"/>
                </createTable>
              </changeSet>
              <changeSet id="2" author="suite">
                <createTable tableName="pets">
                  <column name="id" type="int"><constraints primaryKey="true"/></column>
                  <column name="owner" type="int"/>
                  <column name="weight" type="decimal(6,2)" defaultValueNumeric="1.5"/>
                </createTable>
                <addForeignKeyConstraint constraintName="pet_owner" baseTableName="pets" baseColumnNames="owner"
                    referencedTableName="people" referencedColumnNames="id"/>
                <createIndex tableName="pets" indexName="pet_weight"><column name="weight"/></createIndex>
              </changeSet>
              <changeSet id="3" author="suite">
                <insert tableName="people"><column name="name" value="Ada; 'Lovelace'"/></insert>
                <insert tableName="people"><column name="name" value="Grace"/><column name="born" valueDate="1906-12-09"/></insert>
                <rollback><delete tableName="people"/></rollback>
              </changeSet>
              <changeSet id="4" author="suite">
                <addColumn tableName="people"><column name="wage" type="bigint"/></addColumn>
                <renameColumn tableName="pets" oldColumnName="weight" newColumnName="mass" columnDataType="decimal(6,2)"/>
                <update tableName="people"><column name="wage" valueNumeric="7"/><where>name = 'Grace'</where></update>
                <rollback>
                  <renameColumn tableName="pets" oldColumnName="mass" newColumnName="weight" columnDataType="decimal(6,2)"/>
                  <dropColumn tableName="people" columnName="wage"/>
                </rollback>
              </changeSet>
              <changeSet id="5" author="suite">
                <preConditions onFail="MARK_RAN"><tableExists tableName="nowhere"/></preConditions>
                <dropTable tableName="nowhere"/>
                <rollback/>
              </changeSet>
            </databaseChangeLog>
            """;

    @Override
    List<String> program(Way way, Path scratch) throws Exception {
        Files.writeString(scratch.resolve("changes.xml"), CHANGES);
        List<String> seen = new ArrayList<>();
        Scope.child(Scope.Attr.ui, new liquibase.ui.LoggerUIService(), () -> {
            try (Connection connection = way.connect()) {
                Database database =
                        DatabaseFactory.getInstance().findCorrectDatabaseImplementation(new JdbcConnection(connection));
                seen.add(database.getShortName());
                work(new Liquibase("changes.xml", new DirectoryResourceAccessor(scratch), database), database, seen);
            }
        });
        return seen;
    }

    private static void work(Liquibase liquibase, Database database, List<String> seen) throws Exception {
        Contexts all = new Contexts();
        seen.add("due "
                + liquibase.listUnrunChangeSets(all, new LabelExpression()).size());
        StringWriter sql = new StringWriter();
        liquibase.update(2, all, new LabelExpression(), sql);
        seen.add("as SQL "
                + sql.toString()
                        .lines()
                        .filter(line -> line.startsWith("CREATE"))
                        .count());
        liquibase.update(all);
        seen.add("due "
                + liquibase.listUnrunChangeSets(all, new LabelExpression()).size());
        snapshot(database, seen);
        liquibase.rollback(3, all, new LabelExpression());
        seen.add("due "
                + liquibase.listUnrunChangeSets(all, new LabelExpression()).size());
        liquibase.update(all);
        liquibase.validate();
        liquibase.dropAll();
        snapshot(database, seen);
    }

    private static void snapshot(Database database, List<String> seen) throws Exception {
        DatabaseSnapshot found = SnapshotGeneratorFactory.getInstance()
                .createSnapshot(
                        database.getDefaultSchema(),
                        database,
                        new SnapshotControl(
                                database, Table.class, Column.class, PrimaryKey.class, ForeignKey.class, Index.class));
        for (Class<? extends DatabaseObject> kind :
                List.of(Table.class, Column.class, PrimaryKey.class, ForeignKey.class, Index.class)) {
            seen.add(found.get(kind).stream()
                    .map(object -> object.toString().replaceAll("\\bs[0-9a-f]{12}\\b", "DB"))
                    .map(text -> text.replaceAll("(?i)(constraint|primary_key)_[0-9A-F_]+", "$1"))
                    .map(text -> text.toLowerCase(Locale.ROOT))
                    .sorted()
                    .toList()
                    .toString());
        }
    }
}
