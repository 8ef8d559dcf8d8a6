package studio.rowan.diff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import studio.rowan.db.Access;
import studio.rowan.db.DbError;
import studio.rowan.db.Ident;
import studio.rowan.db.Job;
import studio.rowan.db.Memory;
import studio.rowan.db.Sql;
import studio.rowan.db.Statements;
import studio.rowan.db.Value;
import studio.rowan.schema.Column;
import studio.rowan.schema.SchemaObject;

/// Scripts from one schema to another: what they leave is the other one, and no row is lost.
class SchemaScriptTest {
    private static final int PAIRS = 80;
    private static final int ROWS = 9;

    private interface Body<T> {
        T apply(Job<?> job, Access access);
    }

    private static <T> T memory(Body<T> body) {
        return Job.here(
                "test",
                job -> Memory.with(job, access -> {
                    access.execute(Sql.of("PRAGMA foreign_keys = ON"));
                    return body.apply(job, access);
                }));
    }

    private static void run(Access access, List<String> statements) {
        statements.forEach(statement -> access.execute(Sql.of(statement)));
    }

    private static Outline outline(List<String> statements) {
        return memory((_, access) -> {
            run(access, statements);
            return Outline.of(access);
        });
    }

    private static SchemaScript script(List<String> from, List<String> to) {
        Outline before = outline(from);
        Outline after = outline(to);
        return Job.here("test", job -> SchemaScript.between(job, before, after));
    }

    private static SchemaScript script(String from, String to) {
        return script(split(from), split(to));
    }

    private static List<String> split(String script) {
        return Statements.of(script).stream()
                .map(statement -> statement.text(script))
                .toList();
    }

    // ---- by chance ----

    @Test
    void whateverTheSchemasTheScriptLeadsFromOneToTheOtherAndKeepsTheRows() {
        Set<SchemaScript.Kind> kinds = EnumSet.noneOf(SchemaScript.Kind.class);
        for (int seed = 0; seed < PAIRS; seed++) {
            List<String> from = RandomSchema.statements(seed, 1);
            List<String> to = RandomSchema.statements(seed, 2 + seed);
            SchemaScript script = script(from, to);
            script.steps().forEach(step -> kinds.add(step.kind()));
            try {
                assertThat(script.remains()).isEmpty();
                apply(from, to, script);
            } catch (DbError | AssertionError e) {
                fail(
                        "seed " + seed + "\n" + String.join(";\n", from) + "\n---- to\n" + String.join(";\n", to)
                                + "\n---- by\n" + script.text(),
                        e);
            }
        }
        assertThat(kinds)
                .containsAll(EnumSet.complementOf(
                        EnumSet.of(SchemaScript.Kind.RENAME_TABLE, SchemaScript.Kind.RENAME_COLUMN)));
    }

    private static void apply(List<String> from, List<String> to, SchemaScript script) {
        Outline target = outline(to);
        memory((_, access) -> {
            run(access, from);
            Outline start = Outline.of(access);
            fill(access, start);
            Map<String, List<String>> before = values(access, start, target);
            if (script.keysOff()) {
                access.execute(Sql.of("PRAGMA foreign_keys = OFF"));
            }
            access.execute(Sql.of("BEGIN"));
            run(access, split(script.text()));
            access.execute(Sql.of("COMMIT"));
            Outline now = Outline.of(access);
            assertThat(SchemaDiff.between(now, target).stream().map(DiffWords::of))
                    .isEmpty();
            assertThat(plain(now)).isEqualTo(plain(target));
            assertThat(access.query(Sql.of("PRAGMA foreign_key_check"))).isEmpty();
            assertThat(access.pragma("integrity_check").asText()).isEqualTo("ok");
            assertThat(values(access, start, target)).isEqualTo(before);
            for (SchemaObject index : now.schema().of(SchemaObject.Kind.FULL_TEXT)) {
                access.execute(Sql.of(
                        "INSERT INTO " + index.name() + "(" + index.name() + ", rank) VALUES ('integrity-check', 1)"));
            }
            return true;
        });
    }

    private static void fill(Access access, Outline outline) {
        List<SchemaObject> tables = new ArrayList<>(outline.tables());
        tables.sort(java.util.Comparator.comparing(table -> !table.name().equals("users")));
        for (SchemaObject table : tables) {
            List<String> names = new ArrayList<>();
            List<String> values = new ArrayList<>();
            for (Column column : outline.columnsOf(table.name())) {
                if (!column.isGenerated()) {
                    names.add(Ident.quote(column.name()));
                    values.add(
                            switch (column.name()) {
                                case "id" -> "i * 3";
                                case "a" -> "i + 10";
                                case "b" -> "'text ' || i";
                                case "c" -> "i + 0.25";
                                case "d" -> "randomblob(i)";
                                case "z" -> "'z' || i";
                                case "n" -> "iif(i % 2, i, NULL)";
                                case "ref" -> "CASE i % 3 WHEN 0 THEN NULL ELSE 3 END";
                                default -> throw new IllegalArgumentException(column.name());
                            });
                }
            }
            access.execute(Sql.of("INSERT INTO " + Ident.quote(table.name()) + " (" + String.join(", ", names)
                    + ") WITH RECURSIVE s(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM s WHERE i < " + ROWS
                    + ") SELECT " + String.join(", ", values) + " FROM s"));
            access.execute(Sql.of("DELETE FROM " + Ident.quote(table.name()) + " WHERE id = 6"));
        }
        if (outline.object("notes").isPresent()) {
            access.execute(Sql.of("INSERT INTO notes(rowid, x) VALUES (5, 'five'), (9, 'nine')"));
        }
    }

    /// What is to be kept: of each table that both have, the columns that both have, row by row.
    private static Map<String, List<String>> values(Access access, Outline start, Outline target) {
        Map<String, List<String>> values = new TreeMap<>();
        for (SchemaObject table : start.tables()) {
            if (target.schema().of(SchemaObject.Kind.TABLE).stream()
                    .noneMatch(other -> other.name().equals(table.name()))) {
                continue;
            }
            for (Column column : start.columnsOf(table.name())) {
                Column other = target.column(table.name(), column.name());
                if (other != null && !other.isGenerated() && !column.isGenerated()) {
                    values.put(
                            table.name() + "." + column.name(),
                            cells(
                                    access,
                                    "SELECT id, typeof(" + column.name() + "), quote(" + column.name() + ") FROM "
                                            + Ident.quote(table.name()) + " ORDER BY id"));
                }
            }
        }
        if (start.object("notes").isPresent() && target.object("notes").isPresent()) {
            values.put("notes", cells(access, "SELECT rowid, '', x FROM notes ORDER BY rowid"));
        }
        return values;
    }

    private static List<String> cells(Access access, String sql) {
        return access.query(Sql.of(sql)).stream()
                .map(row -> row.toList().stream().map(Value::asText).toList().toString())
                .toList();
    }

    /// A comparison that owes nothing to the one under test.
    private static Map<String, String> plain(Outline outline) {
        Map<String, String> plain = new TreeMap<>();
        for (SchemaObject object : outline.schema().objects()) {
            if (object.kind() != SchemaObject.Kind.SHADOW
                    && object.kind() != SchemaObject.Kind.SYSTEM
                    && object.sql() != null) {
                plain.put(
                        object.kind() + " " + object.name(),
                        object.sql()
                                .replaceAll("/\\*.*?\\*/", "")
                                .replaceAll("[\"`\\[\\]\\s]", "")
                                .toLowerCase(java.util.Locale.ROOT));
            }
        }
        return plain;
    }

    // ---- by hand ----

    private static List<String> steps(SchemaScript script) {
        return script.steps().stream()
                .map(step -> step.kind() + " " + step.table() + " " + step.name())
                .toList();
    }

    @Test
    void columnsBehindTheLastOneComeByAlterTable() {
        SchemaScript script = script(
                "CREATE TABLE t (id INTEGER PRIMARY KEY, a TEXT, CHECK (id > 0)); CREATE INDEX i ON t (a);",
                "CREATE TABLE t (id INTEGER PRIMARY KEY, a TEXT, b INT NOT NULL DEFAULT -1, CHECK (id > 0));"
                        + " CREATE INDEX i ON t (a);");
        assertThat(script.keysOff()).isFalse();
        assertThat(script.text()).isEqualTo("ALTER TABLE \"t\" ADD COLUMN b INT NOT NULL DEFAULT -1;\n");
    }

    @Test
    void whatAlterTableWouldRefuseOnATableWithRowsIsARebuild() {
        String table = "CREATE TABLE t (id INTEGER PRIMARY KEY";
        for (String column : List.of(
                "b TEXT DEFAULT CURRENT_TIMESTAMP",
                "b TEXT DEFAULT (1 + 1)",
                "b TEXT UNIQUE",
                "b TEXT NOT NULL",
                "b INT DEFAULT 1 REFERENCES t",
                "b INT AS (id) STORED")) {
            SchemaScript script = script(table + ");", table + ", " + column + ");");
            assertThat(steps(script)).as(column).containsExactly("REBUILD t t");
            assertThat(script.keysOff()).isTrue();
            assertThat(script.remains()).isEmpty();
        }
    }

    @Test
    void aColumnThatALaterPartNeedsGoesByARebuildAndOthersByAlterTable() {
        assertThat(steps(script("CREATE TABLE t (a, b, c);", "CREATE TABLE t (a, c);")))
                .containsExactly("DROP_COLUMN t b");
        assertThat(steps(script("CREATE TABLE t (a, b UNIQUE, c);", "CREATE TABLE t (a, c);")))
                .containsExactly("REBUILD t t");
        SchemaScript viewed = script(
                "CREATE TABLE t (a, b); CREATE VIEW v AS SELECT a FROM t; CREATE VIEW broken AS SELECT * FROM nowhere;",
                "CREATE TABLE t (a); CREATE VIEW v AS SELECT a FROM t; CREATE VIEW broken AS SELECT * FROM nowhere;");
        assertThat(viewed.remains()).isEmpty();
    }

    @Test
    void whatIsMadeAlikeUnderAnotherNameIsTakenAsRenamedAndSaidToBe() {
        SchemaScript script = script(
                "CREATE TABLE old (id INTEGER PRIMARY KEY, name TEXT); CREATE TABLE c (o INT REFERENCES old (id), x TEXT);",
                "CREATE TABLE young (id INTEGER PRIMARY KEY, name TEXT);"
                        + " CREATE TABLE c (o INT REFERENCES young (id), y TEXT);");
        assertThat(steps(script)).containsExactly("RENAME_TABLE young old", "RENAME_COLUMN c x");
        assertThat(script.notes().stream().map(ScriptNote::kind))
                .containsExactly(ScriptNote.Kind.TAKEN_AS_RENAMED_TABLE, ScriptNote.Kind.TAKEN_AS_RENAMED_COLUMN);
    }

    @Test
    void aRebuildKeepsRowidsAndTheNextNumberAndFillsWhatMayNotBeNull() {
        List<String> from = split("CREATE TABLE t (id INTEGER PRIMARY KEY AUTOINCREMENT, a TEXT);"
                + " CREATE TABLE bare (a TEXT, b TEXT);");
        List<String> to = split(
                "CREATE TABLE t (id INTEGER PRIMARY KEY AUTOINCREMENT, a TEXT NOT NULL DEFAULT 'none', CHECK (t.id > 0));"
                        + " CREATE TABLE bare (b TEXT, a TEXT);");
        SchemaScript script = script(from, to);
        assertThat(script.remains()).isEmpty();
        memory((_, access) -> {
            run(access, from);
            run(
                    access,
                    split("INSERT INTO t VALUES (1, 'x'), (7, NULL), (90, 'y'); DELETE FROM t WHERE id = 90;"
                            + " INSERT INTO bare (rowid, a) VALUES (4, 'four'), (40, 'forty')"));
            run(access, split(script.text()));
            assertThat(cells(access, "SELECT id, a FROM t")).containsExactly("[1, x]", "[7, none]");
            assertThat(cells(access, "SELECT seq FROM sqlite_sequence")).containsExactly("[90]");
            assertThat(cells(access, "SELECT rowid, a FROM bare")).containsExactly("[4, four]", "[40, forty]");
            return true;
        });
    }

    /// Nobody but the user knows the value: it is not made up, and nothing is lost by running the draft.
    @Test
    void aValueThatOnlyTheUserKnowsIsAskedFor() {
        List<String> from = List.of("CREATE TABLE t (a TEXT)");
        SchemaScript script = script(from, List.of("CREATE TABLE t (a TEXT, b TEXT NOT NULL)"));
        assertThat(script.notes()).containsExactly(new ScriptNote(ScriptNote.Kind.NEEDS_VALUE, "t", "b"));
        memory((_, access) -> {
            run(access, from);
            run(access, List.of("INSERT INTO t VALUES ('kept')", "BEGIN"));
            assertThatThrownBy(() -> run(access, split(script.text()))).isInstanceOf(DbError.Constraint.class);
            run(access, List.of("ROLLBACK"));
            assertThat(cells(access, "SELECT a FROM t")).containsExactly("[kept]");
            return true;
        });
    }

    @Test
    void whatGoesIsSaid() {
        SchemaScript script = script(
                "CREATE TABLE p (id INTEGER PRIMARY KEY); CREATE TABLE c (p INT REFERENCES p, x);",
                "CREATE TABLE c (p INT REFERENCES p);");
        assertThat(script.keysOff()).isTrue();
        assertThat(script.notes())
                .containsExactlyInAnyOrder(
                        new ScriptNote(ScriptNote.Kind.DROPS_TABLE, "p"),
                        new ScriptNote(ScriptNote.Kind.DROPS_COLUMN, "c", "x"));
    }

    /// What the new table says of conflicts is meant for rows to come.
    @Test
    void aRebuildStopsRatherThanDropRowsThatTheNewTableForbids() {
        for (String code : List.of(
                "code TEXT UNIQUE ON CONFLICT REPLACE COLLATE NOCASE",
                "code TEXT COLLATE NOCASE, UNIQUE (code) ON CONFLICT IGNORE",
                "code TEXT NOT NULL ON CONFLICT IGNORE")) {
            List<String> from = List.of("CREATE TABLE t (id INTEGER PRIMARY KEY, code TEXT)");
            SchemaScript script = script(from, List.of("CREATE TABLE t (id INTEGER PRIMARY KEY, " + code + ")"));
            memory((_, access) -> {
                run(access, from);
                run(access, List.of("INSERT INTO t VALUES (1, 'a'), (2, 'A'), (3, NULL)", "BEGIN"));
                assertThatThrownBy(() -> run(access, split(script.text())))
                        .as(code)
                        .isInstanceOf(DbError.Constraint.class);
                run(access, List.of("ROLLBACK"));
                assertThat(cells(access, "SELECT id FROM t")).hasSize(3);
                return true;
            });
        }
    }

    @Test
    void whatOnlyAFullTextIndexHoldsIsSaidToGo() {
        String own = "CREATE VIRTUAL TABLE f USING fts5(title, body);";
        assertThat(script(own, "CREATE VIRTUAL TABLE f USING fts5(title);").notes())
                .containsExactly(new ScriptNote(ScriptNote.Kind.DROPS_COLUMN, "f", "body"));
        String text = "CREATE TABLE d (title, body);";
        String external = text + "CREATE VIRTUAL TABLE f USING fts5(title, body, content='d');";
        assertThat(script(text + own, external).notes())
                .containsExactly(new ScriptNote(ScriptNote.Kind.LOSES_CONTENT, "f"));
        assertThat(script(external, text + "CREATE VIRTUAL TABLE f USING fts5(title, content='d');")
                        .notes())
                .isEmpty();
    }

    @Test
    void valuesOfAColumnThatIsComputedFromNowOnAreSaidToGo() {
        String table = "CREATE TABLE t (id INTEGER PRIMARY KEY, qty INT, total INT";
        String computed = table + " AS (qty * 2) STORED);";
        assertThat(script(table + ");", computed).notes())
                .containsExactly(new ScriptNote(ScriptNote.Kind.BECOMES_GENERATED, "t", "total"));
        assertThat(script(computed, table + " AS (qty * 3) STORED);").notes()).isEmpty();
    }

    @Test
    void aFullTextIndexOfAViewIsFilledOnceTheViewIsThere() {
        String view = "CREATE VIEW v AS SELECT id, body FROM docs;";
        String index = "CREATE VIRTUAL TABLE f USING fts5(body, content='v', content_rowid='id'";
        List<String> from = split("CREATE TABLE docs (id INTEGER PRIMARY KEY, body TEXT);" + view + index + ");");
        String docs = "CREATE TABLE docs (id INTEGER PRIMARY KEY, body TEXT NOT NULL);";
        SchemaScript script = script(from, split(docs + view + index + ", tokenize='porter');"));
        assertThat(script.notes()).isEmpty();
        assertThat(script.remains()).isEmpty();
        memory((_, access) -> {
            run(access, from);
            run(access, List.of("INSERT INTO docs VALUES (7, 'running')"));
            run(access, split(script.text()));
            assertThat(cells(access, "SELECT rowid FROM f('run')")).containsExactly("[7]");
            return true;
        });
        SchemaScript first =
                script("CREATE TABLE docs (id INTEGER PRIMARY KEY, body TEXT);", docs + view + index + ");");
        assertThat(first.remains()).isEmpty();
    }

    /// A script that is known to fail is none.
    @Test
    void whatSqliteRefusesIsLeftOutOrThereIsNoScriptAndItsWordsAreSaid() {
        String table = "CREATE TABLE t (a);";
        String missing = "CREATE VIEW v AS SELECT * FROM nowhere;"
                + "CREATE VIRTUAL TABLE f USING fts5(body, content='v', content_rowid='id'";
        SchemaScript rest = script(table, "CREATE TABLE t (a, b);" + missing + ");");
        assertThat(steps(rest)).containsExactly("ADD_COLUMN t b", "CREATE_VIEW v v");
        assertThat(rest.notes()).singleElement().satisfies(note -> {
            assertThat(note.kind()).isEqualTo(ScriptNote.Kind.REFUSED);
            assertThat(note.subjects()).hasSize(2).first().isEqualTo("f");
        });
        assertThat(rest.remains()).hasSize(1);

        SchemaScript none = script(table + missing + ");", "CREATE TABLE t (a, b);" + missing + ", prefix=2);");
        assertThat(none.isEmpty()).isTrue();
        assertThat(none.notes()).extracting(ScriptNote::kind).containsExactly(ScriptNote.Kind.REFUSED);
        assertThat(none.remains()).hasSize(2);
    }
}
