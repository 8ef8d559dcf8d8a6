package studio.rowan.relate;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import studio.rowan.TestDb;

class RelationsTest {
    @TempDir
    Path folder;

    private FileRelations relations(TestDb db) {
        return new FileRelations(db.workspace(), new KeptRelations(folder.resolve("own")));
    }

    private Relations read(TestDb db) {
        return relations(db).read().await();
    }

    private static List<String> texts(List<Relation> relations) {
        return relations.stream().map(Relation::text).toList();
    }

    @Test
    void theSampleTiesPostsToTheirAuthorsAndTags() {
        try (TestDb db = TestDb.create()) {
            Relations relations = read(db);
            assertThat(texts(relations.parentsOf("POSTS"))).containsExactly("posts.user_id → users.id");
            assertThat(texts(relations.childrenOf("users"))).containsExactly("posts.user_id → users.id");
            assertThat(relations.through("posts"))
                    .singleElement()
                    .satisfies(tie -> assertThat(tie.join() + " " + tie.other()).isEqualTo("post_tags tags"));
            assertThat(relations.through("tags"))
                    .singleElement()
                    .satisfies(tie -> assertThat(tie.other()).isEqualTo("posts"));
            assertThat(relations.isJoin("post_tags")).isTrue();
            assertThat(relations.isJoin("posts")).isFalse();
            assertThat(relations.through("users")).isEmpty();
            assertThat(relations.leading("posts", "USER_ID").orElseThrow().onDelete())
                    .isEqualTo("CASCADE");
        }
    }

    @Test
    void namesColumnsAndTablesAreFoundAsSqliteFindsThem() {
        try (TestDb db = TestDb.create(
                folder,
                "CREATE TABLE Parent(Id INTEGER PRIMARY KEY, Code TEXT UNIQUE, a, b, UNIQUE (b, a))",
                "CREATE TABLE pair(x, y, PRIMARY KEY (y, x))",
                "CREATE TABLE loose(v)",
                "CREATE TABLE child(p REFERENCES PARENT, c REFERENCES parent(CODE), u, w, x, y,"
                        + " gone REFERENCES nowhere, self INTEGER REFERENCES CHILD(rowid), l REFERENCES loose(v),"
                        + " k INTEGER PRIMARY KEY REFERENCES child,"
                        + " FOREIGN KEY (u, w) REFERENCES parent(a, B) ON DELETE SET NULL,"
                        + " FOREIGN KEY (x, y) REFERENCES pair)")) {
            Relations relations = read(db);
            assertThat(texts(relations.parentsOf("Child")))
                    .containsExactly(
                            "child.p → Parent.Id",
                            "child.c → Parent.Code",
                            "child.gone → nowhere",
                            "child.self → child",
                            "child.l → loose.v",
                            "child.k → child.k",
                            "child (u, w) → Parent (a, b)",
                            "child (x, y) → pair (y, x)");
            assertThat(relations.parentsOf("child").stream().map(Relation::state))
                    .containsExactly(
                            Relation.State.SOUND,
                            Relation.State.SOUND,
                            Relation.State.NO_PARENT,
                            Relation.State.NO_KEY,
                            Relation.State.NO_KEY,
                            Relation.State.SOUND,
                            Relation.State.SOUND,
                            Relation.State.SOUND);
            assertThat(relations.of("child", "U").getFirst().onDelete()).isEqualTo("SET NULL");
            assertThat(relations.childrenOf("child")).allMatch(Relation::isSelf);
        }
    }
}
