package studio.rowan.bench;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import studio.rowan.db.Sql;
import studio.rowan.db.Value;
import studio.rowan.relate.Hop;
import studio.rowan.relate.Level;
import studio.rowan.relate.Levels;
import studio.rowan.relate.Link;
import studio.rowan.relate.Nested;
import studio.rowan.schema.Table;
import studio.rowan.schema.Workspace;

/// 100 users with their 10 newest posts each and those posts' tags, beside the same statements run by the driver alone.
final class RelationLevels implements Measured {
    private static final int RUNS = 201;
    private static final int USERS = 100;
    /// A program that has run for a while, as the reference's driver code has.
    private static final int WARM = 150;

    @Override
    public List<Result> run(BenchFiles files) throws Exception {
        Random random = new Random(11);
        try (Workspace workspace = files.open(files.related());
                Connection raw = BenchFiles.raw(files.related())) {
            Level users = users(workspace);
            long most = BenchFiles.RELATED_USERS - USERS;
            List<Level> asked = new ArrayList<>();
            List<List<Sql>> statements = new ArrayList<>();
            for (int i = 0; i < WARM; i++) {
                asked.add(from(users, random.nextLong(most)));
                statements.add(load(workspace, asked.get(i)).statements());
                raw(raw, statements.get(i));
            }
            for (int i = 0; i < 2 * WARM; i++) {
                loaded(workspace, asked.get(i % WARM));
                raw(raw, statements.get(i % WARM));
            }
            // Each asks for users of its own: who comes second must not find what the first has warmed.
            Turns.Pair pair = Turns.of(
                    RUNS,
                    () -> loaded(workspace, asked.get(random.nextInt(WARM))),
                    () -> raw(raw, statements.get(random.nextInt(WARM))));
            return List.of(Result.of(
                    "100 users, 10 newest posts each, their tags (reference: same SQL raw)",
                    pair.value(),
                    pair.reference(),
                    "ms",
                    1.3));
        }
    }

    private static double loaded(Workspace workspace, Level asked) {
        long began = System.nanoTime();
        Levels.Loaded loaded = load(workspace, asked);
        double took = Turns.millisSince(began);
        check(loaded);
        return took;
    }

    private static Level users(Workspace workspace) {
        Table users = BenchFiles.table(workspace, "users");
        Table posts = BenchFiles.table(workspace, "posts");
        Table tags = BenchFiles.table(workspace, "tags");
        Table ties = BenchFiles.table(workspace, "post_tags");
        Hop tagged = new Hop.Through(
                new Link(ties, List.of("post_id"), posts, List.of("id")),
                new Link(ties, List.of("tag_id"), tags, List.of("id")));
        Hop written = new Hop.ToChildren(new Link(posts, List.of("user_id"), users, List.of("id")));
        Level newest = Level.of(posts, 10)
                .order(List.of(new Level.Order("id", true)))
                .with(List.of(new Level.Branch("tags", tagged, Level.of(tags, 50))));
        return Level.of(users, USERS).with(List.of(new Level.Branch("posts", written, newest)));
    }

    private static Level from(Level users, long first) {
        return users.where(List.of(Sql.of("id > ?", Value.of(first))));
    }

    private static Levels.Loaded load(Workspace workspace, Level level) {
        return workspace
                .db()
                .read("levels", access -> Levels.load(access, level))
                .await();
    }

    private static void check(Levels.Loaded loaded) {
        Nested posts = loaded.rows().rows().getFirst().with().getFirst();
        if (loaded.statements().size() != 3
                || loaded.rows().rows().size() != USERS
                || posts.rows().isEmpty()) {
            throw new IllegalStateException("not the rows that were asked for");
        }
    }

    private static double raw(Connection raw, List<Sql> statements) throws SQLException {
        long began = System.nanoTime();
        for (Sql sql : statements) {
            try (PreparedStatement statement = raw.prepareStatement(sql.text())) {
                for (int i = 0; i < sql.args().size(); i++) {
                    statement.setLong(i + 1, sql.args().get(i).asLong());
                }
                try (ResultSet rows = statement.executeQuery()) {
                    PageMapping.read(rows);
                }
            }
        }
        return Turns.millisSince(began);
    }
}
