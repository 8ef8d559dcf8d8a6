package studio.rowan.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Random;
import studio.rowan.db.Clock;
import studio.rowan.db.Db;
import studio.rowan.db.DbFiles;
import studio.rowan.db.FileDataSource;
import studio.rowan.db.Sql;
import studio.rowan.db.Value;
import studio.rowan.migrate.FlywayRunner;
import studio.rowan.migrate.Scripts;
import studio.rowan.schema.Table;
import studio.rowan.schema.Workspace;

/// The databases that are measured, made where they are not there yet: same sizes, same rows.
final class BenchFiles implements AutoCloseable {
    /// A word that one post in [#RARE] holds.
    static final String NEEDLE = "quixotry";

    /// A word that one post holds, at six tenths of the table.
    static final String SINGLE = "zugzwang";

    static final int RARE = 4999;

    private static final int POOL = 2_000_000;
    private static final long NARROW = 1_000_000;
    private static final long LARGE = 100_000_000;
    private static final int WIDE = 100_000;

    static final int RELATED_USERS = 2000;

    private final Path folder;
    private final long posts;
    private final String large;
    private final PrintStream out;
    private final Clock clock = Clock.system();
    private final DbFiles files = new DbFiles();

    /// @param large empty for none; a file of 100 M narrow rows, or anything else to have it made
    BenchFiles(Path folder, long posts, String large, PrintStream out) throws IOException {
        this.folder = folder;
        this.posts = posts;
        this.large = large;
        this.out = out;
        Files.createDirectories(folder);
    }

    long posts() {
        return posts;
    }

    boolean hasLarge() {
        return !large.isEmpty();
    }

    /// The identifier of the nth post, from 0: one number in four is left out, so that rows are no matter of
    /// arithmetic.
    static long id(long ordinal) {
        return ordinal + 1 + ordinal / 3;
    }

    Workspace open(Path file) {
        return Workspace.open(file, Db.Options.defaults().withReadOnly(true), files, clock);
    }

    static Table table(Workspace workspace, String name) {
        return workspace.table(workspace.schema().relation(name).orElseThrow()).await();
    }

    /// The reference: the driver alone, as a program would use it that knows nothing of this one.
    static Connection raw(Path file) throws SQLException {
        return DriverManager.getConnection("jdbc:sqlite:" + file.toUri() + "?mode=ro");
    }

    /// Posts of about 600 bytes, and a table of twelve columns.
    Path blog() {
        return made("blog-search-" + posts + ".db", this::fillBlog);
    }

    /// Users with a hundred posts each, and two tags on each post.
    Path related() {
        return made("related-" + RELATED_USERS + ".db", BenchFiles::fillRelated);
    }

    /// A gigabyte for a million posts: users, and their posts of about 900 bytes, under a history that begins with
    /// them.
    Path migrated() {
        return made("migrated-" + posts + ".db", this::fillMigrated);
    }

    Db openToWrite(Path file) {
        return Db.open(file, Db.Options.defaults(), files, clock);
    }

    Path folder() {
        return folder;
    }

    DbFiles files() {
        return files;
    }

    Clock clock() {
        return clock;
    }

    Path narrow() {
        return made("narrow-" + NARROW + ".db", db -> fillNarrow(db, NARROW));
    }

    Path large() {
        Path given = Path.of(large);
        return Files.isRegularFile(given) ? given : made("narrow-" + LARGE + ".db", db -> fillNarrow(db, LARGE));
    }

    private interface Fill {
        void into(Db db);
    }

    private Path made(String name, Fill fill) {
        Path file = folder.resolve(name);
        if (Files.exists(file)) {
            return file;
        }
        Path part = folder.resolve(name + ".part");
        long began = System.nanoTime();
        out.println("making " + file);
        try {
            for (String end : List.of("", "-wal", "-shm", "-journal")) {
                Files.deleteIfExists(part.resolveSibling(part.getFileName() + end));
            }
            Db.create(part, files);
            try (Db db = Db.open(part, Db.Options.defaults(), files, clock)) {
                db.exclusive("journal", access -> access.scalar(Sql.of("PRAGMA journal_mode = OFF")))
                        .await();
                fill.into(db);
                db.exclusive("journal", access -> access.scalar(Sql.of("PRAGMA journal_mode = WAL")))
                        .await();
            }
            Files.move(part, file);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        out.printf("made in %.0f s%n", Turns.millisSince(began) / 1000);
        return file;
    }

    private static void run(Db db, Sql... statements) {
        db.exclusive("fill", access -> {
                    access.scalar(Sql.of("PRAGMA synchronous = OFF"));
                    for (Sql sql : statements) {
                        access.execute(sql);
                    }
                    return true;
                })
                .await();
    }

    private void fillBlog(Db db) {
        Value pool = Value.of(pool());
        String ordinals = "WITH RECURSIVE n(o) AS (SELECT 0 UNION ALL SELECT o + 1 FROM n WHERE o < ? - 1)";
        run(
                db,
                Sql.of("CREATE TABLE posts (id INTEGER PRIMARY KEY, title TEXT NOT NULL, content TEXT,"
                        + " published INTEGER DEFAULT 0, user_id INTEGER, created_at INTEGER NOT NULL,"
                        + " updated_at INTEGER NOT NULL)"),
                Sql.of(
                        "INSERT INTO posts " + ordinals
                                + " SELECT o + 1 + o / 3, CAST(substr(?, 1 + (o * 7919) % 1999000, 24 + o % 30) AS TEXT),"
                                + " CAST(substr(?, 1 + (o * 104729) % 1999000, 300 + o % 400) AS TEXT)"
                                + " || CASE WHEN o % " + RARE + " = 77 THEN ' " + NEEDLE + "' ELSE '' END"
                                + " || CASE WHEN o = ? * 6 / 10 THEN ' " + SINGLE + "' ELSE '' END,"
                                + " o % 2, 1 + (o * 31) % 100000, 1600000000000 + (o * 48271) % 100000000000,"
                                + " 1700000000000 FROM n",
                        Value.of(posts),
                        pool,
                        pool,
                        Value.of(posts)),
                Sql.of("CREATE INDEX idx_posts_user_id ON posts (user_id)"),
                Sql.of("CREATE VIRTUAL TABLE posts_fts USING fts5 (title, content, content = 'posts',"
                        + " content_rowid = 'id')"),
                Sql.of("INSERT INTO posts_fts (posts_fts) VALUES ('rebuild')"),
                Sql.of(
                        "CREATE TABLE wide (id INTEGER PRIMARY KEY, a TEXT, b INTEGER, c REAL, d TEXT, e INTEGER, f TEXT,"
                                + " g REAL, h TEXT, i INTEGER, j TEXT, k TEXT)"),
                Sql.of(
                        "INSERT INTO wide " + ordinals
                                + " SELECT o + 1 + o / 3, 'word ' || o, o * 31, o / 7.0, CASE o % 5 WHEN 0 THEN NULL ELSE 'd' || o END,"
                                + " o % 2, CAST(substr(?, 1 + (o * 7919) % 1999000, 20) AS TEXT), o * 1.5, 'h' || o % 100,"
                                + " o * 100003, CAST(substr(?, 1 + (o * 104729) % 1999000, 40) AS TEXT), 'k' FROM n",
                        Value.of(WIDE),
                        pool,
                        pool));
    }

    private void fillMigrated(Db db) {
        Value pool = Value.of(pool());
        String ordinals = "WITH RECURSIVE n(o) AS (SELECT 0 UNION ALL SELECT o + 1 FROM n WHERE o < ? - 1)";
        long users = Math.max(1, posts / 10);
        run(
                db,
                Sql.of("CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT NOT NULL, email TEXT NOT NULL UNIQUE)"),
                Sql.of("CREATE TABLE posts (id INTEGER PRIMARY KEY, title TEXT NOT NULL, content TEXT,"
                        + " user_id INTEGER NOT NULL REFERENCES users ON DELETE CASCADE, created_at INTEGER NOT NULL)"),
                Sql.of(
                        "INSERT INTO users " + ordinals
                                + " SELECT o + 1, 'user ' || o, 'user' || o || '@example.com' FROM n",
                        Value.of(users)),
                Sql.of(
                        "INSERT INTO posts " + ordinals
                                + " SELECT o + 1 + o / 3, CAST(substr(?, 1 + (o * 7919) % 1999000, 24 + o % 30) AS TEXT),"
                                + " CAST(substr(?, 1 + (o * 104729) % 1998000, 650 + o % 400) AS TEXT),"
                                + " 1 + (o * 31) % ?, 1600000000000 + (o * 48271) % 100000000000 FROM n",
                        Value.of(posts),
                        pool,
                        pool,
                        Value.of(users)),
                Sql.of("CREATE INDEX idx_posts_user_id ON posts (user_id)"));
        Scripts none = noScripts();
        db.exclusive("baseline", _ -> {
                    new FlywayRunner(db.dataSource(FileDataSource.Mode.READ_WRITE), none).baseline("1", "bench");
                    return true;
                })
                .await();
    }

    private Scripts noScripts() {
        try {
            return Scripts.ofFolder(Files.createDirectories(folder.resolve("no-scripts")));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static void fillRelated(Db db) {
        String ordinals = "WITH RECURSIVE n(o) AS (SELECT 0 UNION ALL SELECT o + 1 FROM n WHERE o < ? - 1)";
        run(
                db,
                Sql.of("CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT NOT NULL, email TEXT NOT NULL)"),
                Sql.of("CREATE TABLE tags (id INTEGER PRIMARY KEY, name TEXT NOT NULL)"),
                Sql.of(
                        "CREATE TABLE posts (id INTEGER PRIMARY KEY, title TEXT NOT NULL, content TEXT,"
                                + " published INTEGER DEFAULT 0, user_id INTEGER REFERENCES users, created_at INTEGER NOT NULL)"),
                Sql.of("CREATE TABLE post_tags (post_id INTEGER REFERENCES posts, tag_id INTEGER REFERENCES tags,"
                        + " PRIMARY KEY (post_id, tag_id))"),
                Sql.of(
                        "INSERT INTO users " + ordinals
                                + " SELECT o + 1, 'user ' || o, 'user' || o || '@example.com' FROM n",
                        Value.of(RELATED_USERS)),
                Sql.of("INSERT INTO tags " + ordinals + " SELECT o + 1, 'tag ' || o FROM n", Value.of(50)),
                Sql.of(
                        "INSERT INTO posts " + ordinals
                                + " SELECT o + 1, 'title of post ' || o, 'content ' || hex(zeroblob(100 + o % 100)),"
                                + " (o / 7) % 2, 1 + (o * 31) % ?, 1600000000000 + o FROM n",
                        Value.of(RELATED_USERS * 100L),
                        Value.of(RELATED_USERS)),
                Sql.of("INSERT INTO post_tags SELECT id, 1 + id % 50 FROM posts UNION ALL"
                        + " SELECT id, 1 + (id + 1 + id % 7) % 50 FROM posts"),
                Sql.of("CREATE INDEX idx_posts_user_id ON posts (user_id)"));
    }

    private static void fillNarrow(Db db, long rows) {
        run(
                db,
                Sql.of("CREATE TABLE posts (id INTEGER PRIMARY KEY, title TEXT NOT NULL, content TEXT,"
                        + " published INTEGER DEFAULT 0, user_id INTEGER, created_at INTEGER NOT NULL,"
                        + " updated_at INTEGER NOT NULL)"),
                Sql.of(
                        "INSERT INTO posts WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?)"
                                + " SELECT i, 't' || ((i * 2654435761) % 4294967296), NULL, i % 2, 1 + (i * 7919) % 100000,"
                                + " 1600000000000 + (i * 48271) % 2147483647, 1700000000000 FROM n",
                        Value.of(rows)));
    }

    /// Words in a row, ASCII, so that a part of it is cut out at no cost.
    private static byte[] pool() {
        Random random = new Random(7);
        String[] syllables = {"ba", "co", "din", "fer", "gos", "ha", "ki", "lan", "mer", "nos", "pa", "ri", "tu", "vin"
        };
        StringBuilder text = new StringBuilder(POOL + 20);
        while (text.length() < POOL) {
            for (int i = 2 + random.nextInt(3); i > 0; i--) {
                text.append(syllables[random.nextInt(syllables.length)]);
            }
            text.append(' ');
        }
        return text.substring(0, POOL).getBytes(StandardCharsets.US_ASCII);
    }

    @Override
    public void close() {
        clock.close();
    }
}
