package studio.rowan.relate;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import studio.rowan.SharedData;
import studio.rowan.TestDb;
import studio.rowan.db.Ident;
import studio.rowan.db.Row;
import studio.rowan.db.Sql;
import studio.rowan.db.Value;
import studio.rowan.schema.Table;

/// What the levels find on real databases, beside SQLite's own joins.
class LevelsDataTest {
    private static final int PARENTS = 60;
    private static final int LIMIT = 5;

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "chinook.sqlite",
                "northwind_small.sqlite",
                "northwind_large.db",
                "datasette-fixtures.db",
                "kodi-myvideos107.db",
                "android-app-usage.db"
            })
    void agreeWithJoins(String name) {
        Path file = SharedData.copy(SharedData.dir().resolve("real").resolve(name), folder);
        try (TestDb db = TestDb.openReadOnly(file)) {
            agree(db, Kept.NOTHING);
        }
    }

    /// Where a file declares few references, the guesses are as good as any for walking.
    @ParameterizedTest
    @ValueSource(strings = {"kodi-myvideos107.db", "android-app-usage.db"})
    void agreeWithJoinsOverReferencesThatAreNotDeclared(String name) {
        Path file = SharedData.copy(SharedData.dir().resolve("real").resolve(name), folder);
        try (TestDb db = TestDb.openReadOnly(file)) {
            Kept kept = Kept.NOTHING;
            List<Kept.Reference> guesses = db.db()
                    .read("guesses", access -> {
                        Suggestions suggestions = Suggestions.read(access);
                        List<Kept.Reference> found = new ArrayList<>();
                        for (var object : db.workspace().schema().of(studio.rowan.schema.SchemaObject.Kind.TABLE)) {
                            Table table = studio.rowan.schema.SchemaReader.table(access, object);
                            found.addAll(suggestions.of(table.name(), table.columns(), Relations.NONE));
                        }
                        return found;
                    })
                    .await();
            for (Kept.Reference guess : guesses.subList(0, Math.min(25, guesses.size()))) {
                kept = kept.with(guess);
            }
            assertThat(agree(db, kept)).isPositive();
        }
    }

    @Test
    void agreeWithJoinsOnTheSample() {
        try (TestDb db = TestDb.sample(folder)) {
            db.run(
                    "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 30)"
                            + " INSERT INTO users (id, name, email) SELECT i, 'u' || i, 'u' || i || '@x.org' FROM n",
                    "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 200)"
                            + " INSERT INTO posts (id, title, content, user_id) SELECT i, 'p', 'c', 1 + i % 30 FROM n",
                    "INSERT INTO tags (id, name) VALUES (1, 'red'), (2, 'green')",
                    "INSERT INTO post_tags (post_id, tag_id) SELECT id, 1 + id % 2 FROM posts");
            assertThat(agree(db, Kept.NOTHING)).isEqualTo(6);
        }
    }

    /// @return how many ways were compared
    private static int agree(TestDb db, Kept kept) {
        Relations relations = db.db()
                .read("relations", access -> RelationReader.read(access, kept.references()))
                .await();
        Map<String, Table> tables = new HashMap<>();
        int compared = 0;
        for (String table :
                relations.all().stream().map(Relation::child).distinct().toList()) {
            compared += agree(db, relations, table, tables);
        }
        for (String table : relations.all().stream()
                .map(Relation::parent)
                .distinct()
                .filter(name -> relations.parentsOf(name).isEmpty())
                .toList()) {
            compared += agree(db, relations, table, tables);
        }
        return compared;
    }

    private static int agree(TestDb db, Relations relations, String name, Map<String, Table> tables) {
        int compared = 0;
        for (Way way : Way.of(relations, name)) {
            Table from = tables.computeIfAbsent(name, db::table);
            Hop hop = way.hop(each -> tables.computeIfAbsent(each, db::table));
            if (Level.serves(from) && Level.serves(hop.table())) {
                List<String> found = found(db, from, hop);
                assertThat(found).as(way.id()).containsExactlyElementsOf(joined(db, from, hop));
                compared++;
            }
        }
        return compared;
    }

    private static List<String> found(TestDb db, Table from, Hop hop) {
        Level below = Level.of(hop.table(), LIMIT);
        Level level = Level.of(from, PARENTS).with(List.of(new Level.Branch("b", hop, below)));
        Levels.Loaded loaded =
                db.db().read("levels", access -> Levels.load(access, level)).await();
        assertThat(loaded.statements()).hasSizeLessThanOrEqualTo(2);
        List<String> lines = new ArrayList<>();
        for (Nested.Node node : loaded.rows().rows()) {
            node.with()
                    .getFirst()
                    .rows()
                    .forEach(each -> lines.add(words(node.key().values()) + " > "
                            + words(each.key().values())));
        }
        return lines;
    }

    private static String words(List<Value> values) {
        return values.stream().map(Sql::literal).collect(Collectors.joining(", "));
    }

    /// Ranks the pairs of a plain join: the parent's column stands left, as SQLite's own enforcement has it.
    private static List<String> joined(TestDb db, Table from, Hop hop) {
        String pairs = switch (hop) {
            case Hop.ToParent(Link link) ->
                " JOIN " + Ident.quote(link.parent().name()) + " b ON " + on(link, "b", "a");
            case Hop.ToChildren(Link link) ->
                " JOIN " + Ident.quote(link.child().name()) + " b ON " + on(link, "a", "b");
            case Hop.Through(Link near, Link far) ->
                " JOIN " + Ident.quote(near.child().name()) + " j ON " + on(near, "a", "j") + " JOIN "
                        + Ident.quote(far.parent().name()) + " b ON " + on(far, "b", "j");
        };
        String sql = "WITH a AS (SELECT * FROM (SELECT " + key(from, "t", "ka") + ", t.* FROM "
                + Ident.quote(from.name()) + " t ORDER BY " + orderBy(from, "t") + " LIMIT " + PARENTS + ")),"
                + " pairs AS (SELECT DISTINCT " + names(from, "ka", "a.") + ", " + key(hop.table(), "b", "kb")
                + " FROM a"
                + pairs + "), ranked AS (SELECT *, row_number() OVER (PARTITION BY " + names(from, "ka", "")
                + " ORDER BY " + ordered(hop.table(), "kb") + ") AS n FROM pairs)"
                + " SELECT " + names(from, "ka", "") + ", " + names(hop.table(), "kb", "") + " FROM ranked WHERE n <= "
                + LIMIT + " ORDER BY " + ordered(from, "ka") + ", n";
        List<Row> rows =
                db.db().read("join", access -> access.query(Sql.of(sql))).await();
        int width = width(from);
        return rows.stream()
                .map(row -> words(row.toList().subList(0, width)) + " > "
                        + words(row.toList().subList(width, row.size())))
                .toList();
    }

    private static String on(Link link, String parent, String child) {
        List<String> parts = new ArrayList<>();
        for (int i = 0; i < link.to().size(); i++) {
            parts.add(parent + "." + Ident.quote(link.to().get(i)) + " = " + child + "."
                    + Ident.quote(link.columns().get(i)));
        }
        return String.join(" AND ", parts);
    }

    private static List<String> keys(Table table) {
        return switch (table.key()) {
            case Table.Key.Rowid(String alias) -> List.of(alias);
            case Table.Key.Primary primary -> primary.columns();
            case Table.Key.None _ -> throw new AssertionError(table.name());
        };
    }

    private static int width(Table table) {
        return keys(table).size();
    }

    private static String key(Table table, String of, String as) {
        List<String> parts = new ArrayList<>();
        for (String key : keys(table)) {
            parts.add(of + "." + Ident.quote(key) + " AS " + as + parts.size());
        }
        return String.join(", ", parts);
    }

    private static String orderBy(Table table, String of) {
        return keys(table).stream().map(key -> of + "." + Ident.quote(key)).collect(Collectors.joining(", "));
    }

    private static String names(Table table, String as, String of) {
        List<String> parts = new ArrayList<>();
        for (int i = 0; i < width(table); i++) {
            parts.add(of + as + i);
        }
        return String.join(", ", parts);
    }

    private static String ordered(Table table, String as) {
        return names(table, as, "");
    }
}
