package studio.rowan.migrate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.flywaydb.core.internal.configuration.ConfigUtils;
import org.flywaydb.core.internal.configuration.models.EnvironmentModel;
import org.flywaydb.core.internal.parser.PlaceholderReplacingReader;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import studio.rowan.db.DbError;
import studio.rowan.db.Job;
import studio.rowan.db.Sql;
import studio.rowan.kit.Text;

/// A project's own settings hold as in Flyway, which validates afterwards what ran here with the same configuration.
class MigrationSettingsTest extends MigrationFixture {
    @BeforeEach
    void create() throws IOException {
        open("blog.db");
    }

    private Scripts scripts(Map<String, String> chosen) throws IOException {
        return Scripts.ofFolder(scripts, new MigrationSettings.Choice(null, chosen));
    }

    private Migrator.Result migrate(Map<String, String> chosen) throws IOException {
        return new Migrator(db, scripts(chosen))
                .start("migrate", new Migrator.Request(Migrator.Request.ALL, null, List.of()))
                .await();
    }

    private History history(Map<String, String> chosen) throws IOException {
        return History.start(db, "history", scripts(chosen)).await();
    }

    private String text(String sql) {
        return db.read(
                        "text",
                        a -> String.valueOf(a.query(Sql.of(sql)).getFirst().asText(0)))
                .await();
    }

    private String stockSays(Map<String, String> configuration) {
        FluentConfiguration stock = Flyway.configure()
                .configuration(configuration)
                .dataSource("jdbc:sqlite:" + file.toUri(), null, null)
                .callbackLocations(new org.flywaydb.core.api.Location[0]);
        return String.valueOf(stock.load().validateWithResult().getAllErrorMessages());
    }

    private static final String CONF = """
            # of the project
            flyway.url=jdbc:sqlite:/nowhere/else.db
            flyway.password=secret
            flyway.locations=filesystem:tables,filesystem:more/views,classpath:db
            flyway.table=changes
            flyway.placeholders.Owner=Ann
            flyway.placeholders.kind = a longer \\
                value
            flyway.placeholderPrefix=<<
            flyway.placeholderSuffix=>>
            flyway.sqlMigrationPrefix=M
            flyway.repeatableSqlMigrationPrefix=Again
            flyway.sqlMigrationSeparator=-
            flyway.sqlMigrationSuffixes=.sqlite,.sql
            flyway.installedBy=team
            flyway.callbacks=org.example.Callback
            """;

    private void confProject(String conf, String name) throws IOException {
        script(name, conf);
        script("tables/M1-users.sqlite", "CREATE TABLE users(name TEXT); INSERT INTO users VALUES('<<owner>>');");
        script("tables/M2-kinds.sql", "CREATE TABLE <<OWNER>>_kinds AS SELECT '<<kind>>' AS kind;");
        script("tables/V3__not_this.sql", "CREATE TABLE wrong(x);");
        script("tables/beforeMigrate.sql", "CREATE TABLE called(x);");
        script(
                "more/views/Again-all.sql",
                "DROP VIEW IF EXISTS everyone; CREATE VIEW everyone AS SELECT name FROM users;");
        script("more/elsewhere/M9-not.sql", "CREATE TABLE wrong(x);");
    }

    @Test
    void aConfigurationFileHolds() throws IOException {
        confProject(CONF, "flyway.conf");
        Migrator.Result result = migrate(Map.of());
        assertThat(result.stop()).isNull();
        assertThat(result.ran())
                .extracting(ran -> ran.migration().script())
                .containsExactly("M1-users.sqlite", "M2-kinds.sql", "Again-all.sql");
        assertThat(result.ran()).allMatch(ran -> ran.migration().installedBy().equals("team"));
        assertThat(text("SELECT name FROM everyone")).isEqualTo("Ann");
        assertThat(text("SELECT kind FROM ann_kinds")).isEqualTo("a longer value");
        assertThat(
                        text(
                                "SELECT group_concat(name) FROM (SELECT name FROM sqlite_schema WHERE type='table' ORDER BY 1)"))
                .isEqualTo("Ann_kinds,changes,users");
        assertThat(history(Map.of()).scripts().notRun())
                .containsExactly(
                        new Scripts.NotRun("V3__not_this.sql", Scripts.Reason.NAME),
                        new Scripts.NotRun("beforeMigrate.sql", Scripts.Reason.CALLBACK),
                        new Scripts.NotRun("flyway.conf: flyway.callbacks", Scripts.Reason.SETTING),
                        new Scripts.NotRun("flyway.conf: flyway.password", Scripts.Reason.SETTING),
                        new Scripts.NotRun("flyway.conf: flyway.url", Scripts.Reason.SETTING),
                        new Scripts.NotRun("classpath:db", Scripts.Reason.LOCATION));
        Map<String, String> same = new java.util.HashMap<>(ConfigUtils.loadConfigurationFromString(CONF));
        same.keySet().removeAll(List.of("flyway.url", "flyway.password", "flyway.callbacks"));
        same.put(
                "flyway.locations",
                "filesystem:" + scripts.resolve("tables") + ",filesystem:" + scripts.resolve("more/views"));
        assertThat(stockSays(same)).isEmpty();
    }

    @Test
    void tomlSaysTheSame() throws IOException {
        confProject("""
                [environments.default]
                url = "jdbc:sqlite:/nowhere/else.db"
                [flyway]
                locations = ["filesystem:tables", "filesystem:more/views"]
                table = "changes"
                placeholderPrefix = "<<"
                placeholderSuffix = ">>"
                sqlMigrationPrefix = "M"
                repeatableSqlMigrationPrefix = "Again"
                sqlMigrationSeparator = "-"
                sqlMigrationSuffixes = [".sqlite", ".sql"]
                outOfOrder = true
                [flyway.placeholders]
                owner = "Ann"
                kind = "of toml"
                """, "flyway.toml");
        assertThat(migrate(Map.of()).ran()).hasSize(3);
        assertThat(text("SELECT kind FROM ann_kinds")).isEqualTo("of toml");
        Scripts read = scripts(Map.of());
        assertThat(read.settings().isOn(Setting.OUT_OF_ORDER)).isTrue();
        assertThat(read.notRun())
                .contains(new Scripts.NotRun("flyway.toml: environments.default.url", Scripts.Reason.SETTING));
    }

    /// The file beside the folder is read where it speaks of this folder, or of none.
    @Test
    void aFileBesideTheFolderIsReadWhereItIsAboutIt() throws IOException {
        script("sql/V1__a.sql", "CREATE TABLE ${name}(x);");
        script("flyway.conf", "flyway.locations=filesystem:sql\nflyway.placeholders.name=a");
        assertThat(Scripts.ofFolder(scripts.resolve("sql")).migrations())
                .extracting(Script::text)
                .containsExactly("CREATE TABLE a(x);");
        script("flyway.conf", "flyway.locations=filesystem:other\nflyway.placeholders.name=a");
        assertThat(Scripts.ofFolder(scripts.resolve("sql")).settings().isPlain())
                .isTrue();
        script("flyway.conf", "flyway.placeholders.name=b");
        assertThat(Scripts.ofFolder(scripts.resolve("sql")).migrations())
                .extracting(Script::text)
                .containsExactly("CREATE TABLE b(x);");
    }

    @Test
    void whatTheUserChoseGoesAboveTheFile() throws IOException {
        script("V1__a.sql", "CREATE TABLE ${name}(${column});");
        script("flyway.conf", "flyway.placeholders.name=a\nflyway.placeholders.column=c\nflyway.table=changes");
        Map<String, String> chosen = Map.of("flyway.placeholders.NAME", "b", "flyway.locations", "filesystem:.");
        assertThat(scripts(chosen).migrations()).extracting(Script::text).containsExactly("CREATE TABLE b(c);");
        Places places = new Places(folder.resolve("data"));
        Path elsewhere = Files.writeString(folder.resolve("mine.conf"), "flyway.placeholders.column=d");
        Place.Folder place = new Place.Folder(scripts);
        places.keep(file, place, new MigrationSettings.Choice(elsewhere, chosen));
        places.keep(file, place);
        Place kept = new Places(folder.resolve("data")).of(file);
        assertThat(kept).isEqualTo(place);
        assertThat(place.scripts(new Places(folder.resolve("data")).choice(file))
                        .migrations())
                .extracting(Script::text)
                .containsExactly("CREATE TABLE b(d);");
        places.keep(file, new Place.Folder(folder));
        assertThat(places.choice(file)).isEqualTo(MigrationSettings.Choice.NONE);
    }

    @Test
    void aPlaceholderWithoutAValueIsNamedWithItsLine() throws IOException {
        script("V1__a.sql", "CREATE TABLE a(x);\n-- ${why} ${why}\nINSERT INTO a VALUES('${who}');");
        script("V2__b.sql", "CREATE TABLE b(x);");
        History read = history(Map.of());
        assertThat(read.situation()).isEqualTo(History.Situation.NEEDS_VALUES);
        assertThat(read.migrations()).hasSize(2);
        assertThat(MigrationWords.of(read).sentence())
                .contains("V1__a.sql has no value for ${why} in line 2; V1__a.sql has no value for ${who} in line 3");
        assertThat(migrate(Map.of()).stop()).isInstanceOf(Stop.NotReady.class);
        Map<String, String> values = Map.of("flyway.placeholders.why", "so", "flyway.placeholders.who", "Ann");
        assertThat(migrate(values).ran()).hasSize(2);
        // Once it ran, nobody asks for the values any more.
        assertThat(history(Map.of()).situation()).isEqualTo(History.Situation.CURRENT);
        script("R__c.sql", "CREATE VIEW c AS SELECT '${who}' AS who;");
        assertThat(history(Map.of()).situation()).isEqualTo(History.Situation.NEEDS_VALUES);
        assertThat(migrate(values).ran()).hasSize(1);
        assertThat(history(Map.of("flyway.placeholderReplacement", "false")).situation())
                .isEqualTo(History.Situation.PENDING);
    }

    /// What the guard reads is what runs, in the lines of the replaced text.
    @Test
    void whatReadsAScriptReadsWhatRuns() throws IOException {
        script("V1__a.sql", "CREATE TABLE users(id INTEGER PRIMARY KEY); INSERT INTO users VALUES(1);");
        assertThat(migrate(Map.of()).ran()).hasSize(1);
        script("V2__b.sql", "SELECT 1;\n${what};");
        Map<String, String> values = Map.of("flyway.placeholders.what", "DELETE FROM users");
        List<Script> all = scripts(values).migrations();
        Ground ground = db.read("ground", Ground::of).await();
        List<Guard.Reading> readings = Job.here("guard", job -> Guard.read(job, ground, all.subList(1, 2)));
        List<Finding> findings = readings.getFirst().findings();
        assertThat(findings).extracting(Finding::kind).containsExactly(Finding.Kind.DELETES_ALL);
        assertThat(findings).extracting(Finding::line).containsExactly(2);
        script("V2__b.sql", "SELECT 1;\nINSERT INTO ${what} VALUES(1);");
        assertThat(migrate(Map.of("flyway.placeholders.what", "users")).stop())
                .isInstanceOfSatisfying(Stop.Failed.class, failed -> {
                    assertThat(failed.line()).isEqualTo(2);
                    assertThat(failed.statement()).isEqualTo("INSERT INTO users VALUES(1)");
                });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a ${x} b ${X}\n${y}",
                "${x}${x}",
                "$ {x} $x ${x",
                "${ x }",
                "${flyway:table} ${flyway:filename}",
                "'${x}' -- ${y}",
                "${missing}",
                "$${x}}",
                "${}",
                "$$ $x ${x}$"
            })
    void placeholdersAreReplacedAsFlywayDoes(String source) throws IOException {
        Map<String, String> values =
                Map.of("x", "1${y}", "y", "two\nlines", "flyway:table", "t", "flyway:filename", "f");
        Placeholders.Replaced ours = new Placeholders("${", "}", values).replace(source);
        try (java.io.Reader theirs = new PlaceholderReplacingReader("${", "}", ":", values, new StringReader(source))) {
            if (ours.missing().isEmpty()) {
                assertThat(ours.text()).isEqualTo(theirs.readAllAsString());
            } else {
                assertThatThrownBy(theirs::readAllAsString).hasMessageContaining("placeholder");
            }
        }
    }

    @Test
    void flywaysOwnPlaceholdersHaveItsValues() throws IOException {
        String all = "'${flyway:defaultSchema}|${flyway:user}|${flyway:filename}|"
                + "${flyway:workingDirectory}|${flyway:table}|${flyway:environment}'";
        script("V1__a.sql", "CREATE TABLE a AS SELECT " + all + " AS x;");
        String ours = scripts(Map.of()).migrations().getFirst().text();
        assertThat(migrate(Map.of()).stop()).isNull();
        assertThat("CREATE TABLE a AS SELECT '" + text("SELECT x FROM a") + "' AS x;")
                .isEqualTo(ours);
        script("V2__b.sql", "CREATE TABLE b AS SELECT '${flyway:database}' AS x;");
        assertThat(history(Map.of()).situation()).isEqualTo(History.Situation.NEEDS_VALUES);
        assertThatThrownBy(() -> Flyway.configure()
                        .dataSource("jdbc:sqlite:" + file.toUri(), null, null)
                        .locations("filesystem:" + scripts)
                        .load()
                        .migrate())
                .hasMessageContaining("placeholder");
    }

    /// The moment of the run is the one that a look could not know: the form is held, and the day.
    @Test
    void flywaysTimestampHasItsForm() throws IOException {
        script("V1__a.sql", "CREATE TABLE a AS SELECT '${flyway:timestamp}' AS x;");
        assertThat(migrate(Map.of()).stop()).isNull();
        assertThat(scripts(Map.of()).migrations().getFirst().text())
                .matches("CREATE TABLE a AS SELECT '\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d' AS x;");
        assertThat(text("SELECT x FROM a")).matches("\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d");
    }

    @Test
    void anotherEnvironmentHasItsNameInScriptsAsInStockFlyway() throws IOException {
        String sql = "CREATE TABLE a AS SELECT '${flyway:environment}' AS x;";
        script("V1__a.sql", sql);
        script("R__r.sql", "DROP VIEW IF EXISTS r; CREATE VIEW r AS SELECT '${flyway:environment}' AS x;");
        script("flyway.toml", "[flyway]\nenvironment = \"prod\"\n[environments.prod]\nurl = \"jdbc:sqlite:else.db\"\n");
        assertThat(scripts(Map.of()).find("V1__a.sql").orElseThrow().text())
                .isEqualTo("CREATE TABLE a AS SELECT 'prod' AS x;");
        assertThat(migrate(Map.of()).stop()).isNull();
        assertThat(text("SELECT x FROM a")).isEqualTo("prod");
        assertThat(text("SELECT x FROM r")).isEqualTo("prod");
        EnvironmentModel model = new EnvironmentModel();
        model.setUrl("jdbc:sqlite:" + file.toUri());
        assertThat(Flyway.configure()
                        .allEnvironments(Map.of("prod", model))
                        .environment("prod")
                        .locations("filesystem:" + scripts)
                        .load()
                        .validateWithResult()
                        .getAllErrorMessages())
                .isEmpty();
    }

    @Test
    void anOlderScriptRunsOnlyWhereOutOfOrderIsOn() throws IOException {
        script("V1__a.sql", "CREATE TABLE a(x);");
        script("V3__c.sql", "CREATE TABLE c(x);");
        assertThat(migrate(Map.of()).ran()).hasSize(2);
        script("V2__b.sql", "CREATE TABLE b(x);");
        History read = history(Map.of());
        assertThat(read.migrations())
                .extracting(Migration::state)
                .containsExactlyInAnyOrder("Success", "Ignored", "Success");
        assertThat(read.situation()).isEqualTo(History.Situation.MISMATCH);
        assertThat(migrate(Map.of()).stop()).isInstanceOf(Stop.NotReady.class);
        Map<String, String> on = Map.of("flyway.outOfOrder", "true");
        assertThat(history(on).pending()).extracting(Migration::version).containsExactly("2");
        assertThat(migrate(on).ran()).extracting(ran -> ran.migration().state()).containsExactly("Out of Order");
        assertThat(history(Map.of()).situation()).isEqualTo(History.Situation.CURRENT);
        assertThat(stockSays(Map.of("flyway.locations", "filesystem:" + scripts)))
                .isEmpty();
        script("V5__e.sql", "CREATE TABLE e(x);");
        Map<String, String> upTo = Map.of("flyway.target", "3");
        assertThat(history(upTo).migrations()).extracting(Migration::state).endsWith("Above Target");
        assertThat(migrate(upTo).ran()).isEmpty();
    }

    @Test
    void patternsSayWhatIsIgnored() throws IOException {
        script("V1__a.sql", "CREATE TABLE a(x);");
        script("V2__b.sql", "CREATE TABLE b(x);");
        script("V3__c.sql", "CREATE TABLE c(x);");
        assertThat(migrate(Map.of()).ran()).hasSize(3);
        Files.delete(scripts.resolve("V2__b.sql"));
        script("V4__d.sql", "CREATE TABLE d(x);");
        assertThat(history(Map.of()).situation()).isEqualTo(History.Situation.MISMATCH);
        Map<String, String> ignoring = Map.of("flyway.ignoreMigrationPatterns", "*:missing");
        assertThat(history(ignoring).situation()).isEqualTo(History.Situation.PENDING);
        assertThat(migrate(ignoring).ran()).hasSize(1);
    }

    @Test
    void namesAreCheckedWhereThatIsAskedFor() throws IOException {
        script("V1_a.sql", "CREATE TABLE a(x);");
        script("V2__b.sql", "CREATE TABLE b(x);");
        assertThat(history(Map.of()).situation()).isEqualTo(History.Situation.PENDING);
        History strict = history(Map.of("flyway.validateMigrationNaming", "true"));
        assertThat(strict.situation()).isEqualTo(History.Situation.UNREADABLE);
        assertThat(strict.words()).contains("V1_a.sql");
    }

    @Test
    void scriptsAreReadInTheirEncoding() throws IOException {
        Files.write(
                scripts.resolve("V1__a.sql"),
                "CREATE TABLE a AS SELECT 'é' AS x;".getBytes(Charset.forName("ISO-8859-1")));
        Map<String, String> latin = Map.of("flyway.encoding", "ISO-8859-1");
        assertThat(migrate(latin).ran()).hasSize(1);
        assertThat(text("SELECT x FROM a")).isEqualTo("é");
        assertThat(stockSays(Map.of("flyway.locations", "filesystem:" + scripts, "flyway.encoding", "ISO-8859-1")))
                .isEmpty();
        script("V2__b.sql", "\uFEFFCREATE TABLE b(x);");
        script("V1__a.sql", "CREATE TABLE a AS SELECT 'é' AS x;");
        assertThat(migrate(Map.of()).ran()).hasSize(1);
        assertThat(stockSays(Map.of("flyway.locations", "filesystem:" + scripts)))
                .isEmpty();
        assertThatThrownBy(() -> scripts(Map.of("flyway.encoding", "klingon"))).hasMessageContaining("klingon");
    }

    /// Stock Flyway refuses it too: what it cannot read would be put into the user's rows as U+FFFD.
    @Test
    void aScriptInAnotherEncodingIsRefused() throws IOException {
        byte[] latin = "CREATE TABLE a(x);\r\n-- ok\nINSERT INTO a VALUES('M\u00fcller');"
                .getBytes(StandardCharsets.ISO_8859_1);
        Files.write(scripts.resolve("V1__a.sql"), latin);
        assertThatThrownBy(() -> scripts(Map.of()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("V1__a.sql")
                .hasMessageContaining("line 3")
                .hasMessageContaining("UTF-8")
                .hasMessageContaining("flyway.encoding");
        assertThatThrownBy(() -> new Place.Folder(scripts).scripts())
                .isInstanceOf(DbError.class)
                .extracting(error -> Text.error((DbError) error).sentence())
                .asString()
                .contains("flyway.encoding");
        assertThatThrownBy(() -> stockSays(Map.of("flyway.locations", "filesystem:" + scripts)))
                .hasMessageContaining("encoding");
        assertThat(migrate(Map.of("flyway.encoding", "ISO-8859-1")).ran()).hasSize(1);
        assertThat(text("SELECT hex(x) FROM a")).isEqualTo("4DC3BC6C6C6572");
    }

    @Test
    void aScriptThatEndsWithinACharacterIsRefused() throws IOException {
        Files.write(scripts.resolve("V1__a.sql"), new byte[] {'-', '-', '\n', (byte) 0xC3});
        assertThatThrownBy(() -> scripts(Map.of())).hasMessageContaining("line 2");
    }

    @Test
    void theSettingsOfAScriptAreReadInTheSameEncoding() throws IOException {
        script("V1__a.sql", "CREATE TABLE a(x);");
        Files.write(
                scripts.resolve("V1__a.sql.conf"),
                "# f\u00fcr alle\nexecuteInTransaction=true".getBytes(StandardCharsets.ISO_8859_1));
        assertThatThrownBy(() -> scripts(Map.of()))
                .hasMessageContaining("V1__a.sql.conf")
                .hasMessageContaining("line 1");
        assertThat(scripts(Map.of("flyway.encoding", "ISO-8859-1"))
                        .migrations()
                        .getFirst()
                        .settings())
                .contains("f\u00fcr");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "flyway.placeholderPrefix",
                "flyway.placeholderSuffix",
                "flyway.placeholderSeparator",
                "flyway.sqlMigrationSeparator"
            })
    void aSettingThatMayNotBeEmptyIsRefused(String key) throws IOException {
        script("V1__a.sql", "CREATE TABLE a(x);");
        script("flyway.conf", "flyway.placeholderPrefix=\nflyway.placeholderSuffix=\n" + key + "=\n");
        Map<String, String> others =
                new java.util.HashMap<>(Map.of("flyway.placeholderPrefix", "{", "flyway.placeholderSuffix", "}"));
        others.remove(key);
        assertThatThrownBy(() -> scripts(others))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(key);
        assertThatThrownBy(() -> Flyway.configure().configuration(Map.of(key, "")))
                .hasMessageContaining("empty");
        assertThatThrownBy(() -> new Placeholders("", "", Map.of())).isInstanceOf(IllegalArgumentException.class);
    }

    /// What only Flyway can resolve is asked for, and never written into rows.
    @Test
    void resolversOfTomlAreNoValues() throws IOException {
        String path = System.getenv("PATH");
        script("V1__a.sql", "CREATE TABLE a AS SELECT '${who}' AS x;");
        script("flyway.toml", """
                [flyway.placeholders]
                who = "<${env.PATH}> $${env.PATH}"
                """);
        assertThat(scripts(Map.of()).migrations().getFirst().text()).contains("'<" + path + "> ${env.PATH}'");
        script("flyway.toml", """
                [flyway.placeholders]
                who = "a ${vault.secret/who}"
                """);
        assertThat(history(Map.of()).situation()).isEqualTo(History.Situation.NEEDS_VALUES);
        assertThat(scripts(Map.of("flyway.placeholders.who", "Ann"))
                        .migrations()
                        .getFirst()
                        .text())
                .contains("'Ann'");
        script("flyway.toml", """
                [flyway]
                table = "${env.NOT_SET_ANYWHERE_HERE}"
                """);
        assertThatThrownBy(() -> scripts(Map.of()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("flyway.table")
                .hasMessageContaining("${env.NOT_SET_ANYWHERE_HERE}");
        assertThat(scripts(Map.of("flyway.table", "mine")).historyTable()).isEqualTo("mine");
    }

    @Test
    void theChosenEnvironmentGoesAboveTheCommonSettings() throws IOException {
        script("V1__a.sql", "CREATE TABLE a AS SELECT '${who}' AS x;");
        String toml = """
                [flyway]
                environment = "prod"
                table = "common"
                placeholders = { who = "common", other = "common" }
                [environments.prod.flyway]
                table = "of_prod"
                [environments.prod.flyway.placeholders]
                who = "prod"
                [environments.test.flyway]
                table = "of_test"
                """;
        script("flyway.toml", toml);
        Scripts prod = scripts(Map.of());
        assertThat(prod.historyTable()).isEqualTo("of_prod");
        assertThat(prod.migrations().getFirst().text()).contains("'prod' AS x");
        assertThat(prod.settings().placeholders()).containsOnlyKeys("who");
        assertThat(prod.notRun())
                .containsExactly(
                        new Scripts.NotRun("flyway.toml: environments.test.flyway.table", Scripts.Reason.SETTING));
        script("flyway.toml", toml.replace("\"prod\"", "\"test\""));
        assertThat(scripts(Map.of()).historyTable()).isEqualTo("of_test");
        script("flyway.toml", toml.replace("environment = \"prod\"", ""));
        assertThat(scripts(Map.of()).migrations().getFirst().text()).contains("'common' AS x");
    }

    /// A repeatable script that changed runs again; what it was is outdated, then superseded.
    @Test
    void aRepeatableScriptThatChangedRunsAgain() throws IOException {
        script("R__v.sql", "DROP VIEW IF EXISTS v; CREATE VIEW v AS SELECT '${x}' AS x;");
        assertThat(migrate(Map.of("flyway.placeholders.x", "1")).ran()).hasSize(1);
        Map<String, String> other = Map.of("flyway.placeholders.x", "2");
        assertThat(history(other).migrations()).extracting(Migration::state).containsExactly("Outdated", "Pending");
        assertThat(migrate(other).ran()).hasSize(1);
        assertThat(text("SELECT x FROM v")).isEqualTo("2");
        assertThat(history(other).migrations()).extracting(Migration::state).containsExactly("Superseded", "Success");
    }
}
