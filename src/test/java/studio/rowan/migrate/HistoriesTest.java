package studio.rowan.migrate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import studio.rowan.SharedData;
import studio.rowan.db.Clock;
import studio.rowan.db.Db;
import studio.rowan.db.DbFiles;
import studio.rowan.db.Job;

/// Histories of real programs give what plain SQLite makes of their scripts, and every table that they build anew keeps
/// its rows and those of its children. What is expected comes from the scripts as they lie there, run by the driver
/// alone with foreign keys off.
class HistoriesTest {
    /// One real history.
    /// @param rebuilds how many of its migrations build a table anew
    /// @param table in which its history is kept
    /// @param given what the generator cannot guess, by `table.column`
    /// @param gone rows that scripts take on purpose, by `script table`
    private record Real(String folder, int rebuilds, String table, Map<String, String> given, Map<String, Long> gone) {
        @Override
        public String toString() {
            return folder;
        }
    }

    static Stream<Real> histories() {
        return Stream.of(
                new Real("flyway/realworld", 0, History.TABLE, Map.of(), Map.of()),
                new Real("flyway/chat4j", 1, History.TABLE, Map.of(), Map.of()),
                new Real(
                        "drizzle/vibesdk",
                        1,
                        DrizzleRunner.TABLE,
                        Map.of(),
                        Map.of("0004_calm_omega_flight.sql user_secrets", ALL)),
                new Real(
                        "drizzle/emdash",
                        7,
                        DrizzleRunner.TABLE,
                        Map.of(),
                        Map.of("0037_conversation_registry_drops.sql messages", ALL)),
                new Real(
                        "golang-migrate/pocket-id",
                        12,
                        History.TABLE,
                        POCKET_ID,
                        Map.of(
                                "20260607120000_oauth2_storage.up.sql oidc_authorization_codes", ALL,
                                "20260607120000_oauth2_storage.up.sql oidc_device_codes", ALL,
                                "20260607120000_oauth2_storage.up.sql oidc_pushed_authorization_requests", ALL,
                                "20260607120000_oauth2_storage.up.sql oidc_refresh_tokens", ALL)));
    }

    private static final long ALL = Filler.ROWS;

    private static final String A_CLIENT = "(SELECT id FROM oidc_clients ORDER BY id LIMIT 1 OFFSET :i % 20)";

    /// Columns without a foreign key that hold one all the same.
    private static final Map<String, String> POCKET_ID = Map.of(
            "oidc_authorization_codes.client_id",
            A_CLIENT,
            "user_authorized_oidc_clients.user_id",
            "(SELECT id FROM users ORDER BY id LIMIT 1 OFFSET :i % 20)",
            "oauth2_sessions.request_data",
            "json_object('client_id', " + A_CLIENT + ")");

    @TempDir
    Path folder;

    private final DbFiles files = new DbFiles();
    private final Clock clock = Clock.system();

    @AfterEach
    void close() {
        clock.close();
    }

    /// Its scripts in the order in which its own tool runs them, as they lie there.
    private static List<Script> raw(Real real) throws IOException {
        return Scripts.ofFolder(SharedData.dir().resolve("migrations").resolve(real.folder))
                .migrations();
    }

    /// As they are run here: Flyway's and Drizzle's as they are, others converted.
    private Scripts ours(Real real) throws IOException {
        Path source = SharedData.dir().resolve("migrations").resolve(real.folder);
        Scripts scripts = Scripts.ofFolder(source);
        if (scripts.other() == null) {
            return scripts;
        }
        Path target = folder.resolve("converted");
        if (!Files.exists(target)) {
            Conversion.of(scripts).write(source, target, Conversion.Undo.NONE);
            // The program that owns them brings this function; to the texts of these tests it does nothing.
            Path asking = target.resolve("V20250705000000__normalize.sql");
            Files.writeString(asking, Files.readString(asking).replaceAll("normalize\\(([^,]+), 'nfc'\\)", "$1"));
        }
        return Scripts.ofFolder(target);
    }

    private Db open(Path file) {
        return Db.open(file, Db.Options.defaults(), files, clock);
    }

    private Rehearsal.Report rehearse(Db db, Scripts scripts) {
        Rehearsal.Tools tools = new Rehearsal.Tools(folder.resolve("clones"), files, clock, Db.Options.defaults());
        return new Rehearsal(db, scripts, tools).start("rehearse").await();
    }

    private static Migrator.Result run(Db db, Scripts scripts, int atMost) {
        return Job.here(
                "migrate", job -> new Migrator(db, scripts).run(job, new Migrator.Request(atMost, null, List.of())));
    }

    private static PlainSqlite plain(Path file) throws SQLException {
        PlainSqlite plain = new PlainSqlite(file);
        plain.addNormalize();
        plain.run("PRAGMA foreign_keys = OFF");
        return plain;
    }

    @ParameterizedTest
    @MethodSource("histories")
    void fromEmptyTheSchemaIsPlainSqlites(Real real) throws IOException, SQLException {
        Scripts scripts = ours(real);
        Path file = folder.resolve("ours.db");
        Db.create(file, files);
        try (Db db = open(file)) {
            try (Rehearsal.Report report = rehearse(db, scripts)) {
                assertThat(report.trials())
                        .allSatisfy(trial -> assertThat(trial.stop())
                                .as(trial.script().path())
                                .isNull())
                        .hasSameSizeAs(raw(real));
                assertThat(report.ok()).isTrue();
                assertThat(report.losesRows()).isFalse();
            }
            Migrator.Result result = run(db, scripts, Migrator.Request.ALL);
            assertThat(result.stop()).isNull();
            assertThat(result.ran()).hasSameSizeAs(raw(real));
        }
        try (PlainSqlite expected = plain(folder.resolve("plain.db"));
                PlainSqlite made = new PlainSqlite(file)) {
            for (Script script : raw(real)) {
                expected.run(script.text());
            }
            assertThat(made.schema(real.table)).isNotEmpty().isEqualTo(expected.schema(real.table));
            assertThat(made.list("PRAGMA integrity_check")).containsExactly("ok");
        }
    }

    /// Before each migration that builds a table anew, every table is filled; after it every row is what plain SQLite
    /// makes of it, and none is gone but by the script's own words. The rehearsal says the same before.
    @ParameterizedTest
    @MethodSource("histories")
    void aRebuildLosesNoRow(Real real) throws IOException, SQLException {
        Scripts scripts = ours(real);
        List<Script> raw = raw(real);
        Path file = folder.resolve("ours.db");
        Db.create(file, files);
        int done = 0;
        int rebuilds = 0;
        Map<String, Long> gone = new TreeMap<>();
        for (int i = 0; i < raw.size(); i++) {
            if (!rebuilds(raw.get(i))) {
                continue;
            }
            rebuilds++;
            try (Db db = open(file)) {
                assertThat(i == done ? null : run(db, scripts, i - done).stop()).isNull();
            }
            done = i;
            gone.putAll(rebuild(real, upTo(scripts, i + 1), raw.get(i), file));
        }
        assertThat(rebuilds).as("rebuilds found").isEqualTo(real.rebuilds);
        assertThat(gone).as("rows that scripts take on purpose").isEqualTo(new TreeMap<>(real.gone));
    }

    private static boolean rebuilds(Script script) {
        ScriptFacts facts = ScriptFacts.of(script.text());
        for (int i = 1; i < facts.renamed().size(); i += 2) {
            if (facts.dropped().contains(facts.renamed().get(i))) {
                return true;
            }
        }
        return false;
    }

    private static Scripts upTo(Scripts scripts, int count) {
        DrizzleJournal journal = scripts.drizzle();
        List<Script> migrations = scripts.migrations().subList(0, count);
        return journal == null
                ? new Scripts(migrations, List.of())
                : new Scripts(
                        migrations,
                        List.of(),
                        new DrizzleJournal(journal.entries().subList(0, count)));
    }

    /// @return rows that the script takes on purpose, by script and table
    private Map<String, Long> rebuild(Real real, Scripts scripts, Script raw, Path before)
            throws IOException, SQLException {
        Path ours = folder.resolve(raw.name() + ".ours.db");
        Path theirs = folder.resolve(raw.name() + ".plain.db");
        Map<String, List<String>> shape;
        Map<String, Long> full;
        try (PlainSqlite origin = new PlainSqlite(before)) {
            origin.copyTo(ours);
        }
        try (PlainSqlite filling = new PlainSqlite(ours)) {
            Filler filler = new Filler(filling.connection(), real.given);
            filler.fill(Set.of(real.table));
            shape = filling.shape(real.table);
            full = filling.counts(real.table);
            assertThat(filler.empty())
                    .as("tables without rows before " + raw.path())
                    .isEmpty();
            assertThat(filler.filled().keySet()).isEqualTo(full.keySet());
            assertThat(filling.list("PRAGMA foreign_key_check")).isEmpty();
            filling.copyTo(theirs);
        }
        try (PlainSqlite expected = plain(theirs)) {
            expected.run(raw.text());
            Map<String, Long> left = expected.counts(real.table);
            try (Db db = open(ours)) {
                assertRehearsed(db, scripts, raw, full, left);
                Migrator.Result result = run(db, scripts, Migrator.Request.ALL);
                assertThat(result.stop()).as(raw.path()).isNull();
                assertThat(result.ran()).hasSize(1);
            }
            try (PlainSqlite made = new PlainSqlite(ours)) {
                assertThat(made.schema(real.table)).isEqualTo(expected.schema(real.table));
                assertSameRows(raw, shape, made, expected, real.table);
                assertThat(made.list("PRAGMA foreign_key_check")).isEmpty();
            }
            Map<String, Long> gone = new TreeMap<>();
            full.forEach((table, count) -> {
                long lost = count - left.getOrDefault(table, 0L);
                if (lost > 0) {
                    gone.put(raw.name() + " " + table, lost);
                }
            });
            return gone;
        }
    }

    private void assertRehearsed(Db db, Scripts scripts, Script raw, Map<String, Long> full, Map<String, Long> left) {
        try (Rehearsal.Report report = rehearse(db, scripts)) {
            Rehearsal.Trial trial = report.trials().getFirst();
            assertThat(trial.stop()).as(raw.path()).isNull();
            assertThat(trial.cascades()).as(raw.path()).isEmpty();
            Map<String, Long> told = new LinkedHashMap<>();
            for (RowCount count : trial.rows()) {
                if (count.before() != null && count.after() != null && left.containsKey(count.table())) {
                    told.put(count.table(), count.after());
                    assertThat(count.before())
                            .as(raw.path() + " " + count.table())
                            .isEqualTo(full.get(count.table()));
                }
            }
            List<String> kept = new ArrayList<>(full.keySet());
            kept.retainAll(left.keySet());
            kept.forEach(table -> assertThat(told).as(raw.path()).containsEntry(table, left.get(table)));
        }
    }

    /// Columns that were there before keep their values; of tables and columns that are new, only the number of rows is
    /// compared, since some hold the moment.
    private static void assertSameRows(
            Script raw, Map<String, List<String>> before, PlainSqlite made, PlainSqlite expected, String history)
            throws SQLException {
        assertThat(made.counts(history)).as(raw.path()).isEqualTo(expected.counts(history));
        for (String table : expected.tables(history)) {
            List<String> columns = new ArrayList<>(expected.columns(table));
            columns.retainAll(before.getOrDefault(table, List.of()));
            assertThat(made.rows(table, columns))
                    .as(raw.path() + ": " + table)
                    .isEqualTo(expected.rows(table, columns));
        }
    }

    /// A function that its own program brings is named, and nothing is left half done.
    @Test
    void aMissingFunctionIsNamed() throws IOException {
        Path source = SharedData.dir().resolve("migrations/golang-migrate/pocket-id");
        Path target = folder.resolve("as-it-is");
        Conversion.of(Scripts.ofFolder(source)).write(source, target, Conversion.Undo.NONE);
        Path file = folder.resolve("ours.db");
        Db.create(file, files);
        Scripts scripts = Scripts.ofFolder(target);
        try (Db db = open(file)) {
            Stop stop = run(db, scripts, Migrator.Request.ALL).stop();
            assertThat(stop).isInstanceOfSatisfying(Stop.Failed.class, failed -> {
                assertThat(failed.words()).contains("no such function: normalize");
                assertThat(failed.script().path()).isEqualTo("V20250705000000__normalize.sql");
                assertThat(failed.line()).isEqualTo(4);
            });
            History history = Job.here("history", job -> History.read(job, db, scripts));
            assertThat(history.pending().getFirst().version()).isEqualTo("20250705000000");
        }
    }
}
