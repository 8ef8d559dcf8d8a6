package studio.rowan.relate;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import studio.rowan.SharedData;
import studio.rowan.TestDb;
import studio.rowan.db.Sql;
import studio.rowan.db.Value;

class RealRelationsTest {
    @TempDir
    Path folder;

    private TestDb open(String name) {
        return TestDb.openReadOnly(
                SharedData.copy(SharedData.dir().resolve("real").resolve(name), folder));
    }

    private FileRelations relations(TestDb db) {
        return new FileRelations(db.workspace(), new KeptRelations(folder.resolve("own")));
    }

    private static List<String> texts(List<Relation> relations) {
        return relations.stream().map(Relation::text).toList();
    }

    private static List<String> suggested(TestDb db, FileRelations file, String table) {
        return db
                .db()
                .read(
                        "suggestions",
                        access -> Suggestions.read(access)
                                .of(table, db.table(table).columns(), file.in(access)))
                .await()
                .stream()
                .map(each -> each.columns().getFirst() + " → " + each.parent() + "."
                        + each.to().getFirst())
                .toList();
    }

    @Test
    void chinook() {
        try (TestDb db = open("chinook.sqlite")) {
            Relations relations = relations(db).read().await();
            assertThat(texts(relations.childrenOf("Artist"))).containsExactly("Album.ArtistId → Artist.ArtistId");
            assertThat(relations.parentsOf("Employee")).singleElement().matches(Relation::isSelf);
            assertThat(relations.through("Track").stream().map(ManyToMany::other))
                    .contains("Playlist");
            assertThat(relations.isJoin("PlaylistTrack")).isTrue();
            assertThat(relations.isJoin("InvoiceLine")).isFalse();
        }
    }

    @Test
    void datasetteFixturesHaveCompositeKeysAndTextParents() {
        try (TestDb db = open("datasette-fixtures.db")) {
            Relations relations = relations(db).read().await();
            assertThat(texts(relations.parentsOf("foreign_key_references")))
                    .contains("foreign_key_references (foreign_key_compound_pk1, foreign_key_compound_pk2)"
                            + " → compound_primary_key (pk1, pk2)");
            assertThat(relations.through("searchable").stream().map(ManyToMany::other))
                    .containsExactly("tags");
            assertThat(relations.through("roadside_attractions").stream().map(ManyToMany::other))
                    .containsExactly("attraction_characteristic");
            assertThat(relations.all()).allMatch(Relation::isSound);
        }
    }

    @Test
    void androidAppUsageIsSoundAndLabelledByItsPackages() {
        try (TestDb db = open("android-app-usage.db")) {
            FileRelations file = relations(db);
            Relations relations = file.read().await();
            assertThat(relations.childrenOf("packages")).hasSizeGreaterThanOrEqualTo(5);
            assertThat(relations.all()).allMatch(Relation::isSound);
            assertThat(suggested(db, file, "events")).isEmpty();
        }
    }

    @Test
    void filesWithoutDeclaredKeysAreGivenSuggestions() {
        try (TestDb kodi = open("kodi-myvideos107.db");
                TestDb northwind = open("northwind_small.sqlite")) {
            assertThat(suggested(kodi, relations(kodi), "movie"))
                    .contains("idFile → files.idFile", "idSet → sets.idSet");
            assertThat(suggested(kodi, relations(kodi), "actor_link")).contains("actor_id → actor.actor_id");
            assertThat(suggested(northwind, relations(northwind), "Order"))
                    .contains("CustomerId → Customer.Id", "EmployeeId → Employee.Id");
            assertThat(suggested(northwind, relations(northwind), "OrderDetail"))
                    .containsExactly("OrderId → Order.Id", "ProductId → Product.Id");
        }
    }

    @Test
    void whatIsKeptIsARelationLikeOthersAndLabelsTheParents() throws Exception {
        try (TestDb db = open("kodi-myvideos107.db")) {
            FileRelations file = relations(db);
            Kept.Reference reference = new Kept.Reference("MOVIE", List.of("idfile"), "Files", List.of("IDFILE"));
            file.change(kept -> kept.with(reference).withLabel("files", "strFilename"));
            Relations relations = relations(db).read().await();
            Relation kept = relations.parentsOf("movie").getFirst();
            assertThat(kept.text()).isEqualTo("movie.idFile → files.idFile");
            assertThat(kept.unique()).isTrue();
            assertThat(relations(db).read().await().childrenOf("files")).hasSize(1);
            Value id = db.db()
                    .read("id", access -> access.scalar(Sql.of("SELECT idFile FROM files LIMIT 1")))
                    .await();
            Map<List<Value>, ParentLabels.Label> labels = db.db()
                    .read(
                            "labels",
                            access -> ParentLabels.read(
                                    access, kept, "strFilename", List.of(List.of(id), List.of(Value.of(-7)))))
                    .await();
            assertThat(labels.get(List.of(id)).found()).isTrue();
            assertThat(labels.get(List.of(id)).text()).isNotBlank();
            assertThat(labels.get(List.of(Value.of(-7))).found()).isFalse();
        }
    }

    /// One statement for a page, and each key is looked up in the parent's index.
    @Test
    void labelsOfAPageAreLookedUpByTheKeyOfTheParent() {
        try (TestDb db = TestDb.create()) {
            Relation relation =
                    relations(db).read().await().leading("posts", "user_id").orElseThrow();
            Sql sql = ParentLabels.sql(relation, "name", List.of(List.of(Value.of(1)), List.of(Value.of(2))));
            List<String> plan = db
                    .db()
                    .read("plan", access -> access.query(new Sql("EXPLAIN QUERY PLAN " + sql.text(), sql.args())))
                    .await()
                    .stream()
                    .map(row -> row.text(3))
                    .toList();
            assertThat(plan).anyMatch(step -> step.startsWith("SEARCH p USING INTEGER PRIMARY KEY"));
            assertThat(plan).noneMatch(step -> step.startsWith("SCAN p"));
        }
    }

    @Test
    void whatIsNotWholeInTheKeptFileIsLeftOut() throws Exception {
        java.nio.file.Files.createDirectories(folder.resolve("own"));
        Path file = folder.resolve("x.db").toAbsolutePath().normalize();
        java.nio.file.Files.writeString(
                folder.resolve("own").resolve("relations.json"),
                "{\"version\": 1, \"files\": [{\"file\": \"" + file.toString().replace("\\", "\\\\")
                        + "\", \"kept\": {\"references\": [{\"child\": \"a\", \"columns\": [\"b\"]},"
                        + " {\"child\": \"a\", \"columns\": [\"b\"], \"parent\": \"p\", \"to\": [\"id\"]}],"
                        + " \"labels\": [{\"table\": \"p\"}]}}]}");
        Kept kept = new KeptRelations(folder.resolve("own")).of(file);
        assertThat(kept.references())
                .singleElement()
                .matches(each -> each.parent().equals("p"));
        assertThat(kept.labels()).isEmpty();
        assertThat(kept.isShown("a", "b")).isTrue();
    }

    @Test
    void aLabelIsANameElseAUniqueTextElseTheKey() {
        try (TestDb db = TestDb.create(
                folder,
                "CREATE TABLE a (id INTEGER PRIMARY KEY, Email TEXT, Title TEXT)",
                "CREATE TABLE b (id INTEGER PRIMARY KEY, note TEXT, code TEXT UNIQUE)",
                "CREATE TABLE c (id INTEGER PRIMARY KEY, note TEXT)",
                "CREATE TABLE Products (id INTEGER PRIMARY KEY, code TEXT UNIQUE, supplierName TEXT, ProductName TEXT)",
                "CREATE TABLE categories (id INTEGER PRIMARY KEY, category_name TEXT, name_count INTEGER)")) {
            assertThat(Labels.suggested("Products", db.table("Products").columns()))
                    .contains("ProductName");
            assertThat(Labels.suggested("categories", db.table("categories").columns()))
                    .contains("category_name");
            assertThat(Labels.suggested("a", db.table("a").columns())).contains("Title");
            assertThat(Labels.suggested("b", db.table("b").columns())).contains("code");
            assertThat(Labels.suggested("c", db.table("c").columns())).isEmpty();
            assertThat(Labels.of("C", db.table("c").columns(), Kept.NOTHING.withLabel("c", "NOTE")))
                    .contains("note");
            assertThat(Labels.of("a", db.table("a").columns(), Kept.NOTHING.withLabel("a", "")))
                    .isEmpty();
        }
    }

    @Test
    void thousandsOfTablesAreReadTogether() {
        List<String> statements = new ArrayList<>();
        statements.add("CREATE TABLE t0 (id INTEGER PRIMARY KEY, name TEXT)");
        for (int i = 1; i < 1000; i++) {
            statements.add("CREATE TABLE t" + i + " (id INTEGER PRIMARY KEY, a INTEGER REFERENCES t" + (i / 2)
                    + ", b INTEGER REFERENCES t" + (i - 1) + ")");
        }
        try (TestDb db = TestDb.create(folder, statements.toArray(String[]::new))) {
            FileRelations file = relations(db);
            Relations relations = file.read().await();
            assertThat(relations.all()).hasSize(1998).allMatch(Relation::isSound);
            assertThat(file.read().await()).isSameAs(relations);
            db.run("CREATE TABLE more (id INTEGER REFERENCES t5)");
            assertThat(file.read().await().all()).hasSize(1999);
        }
    }
}
