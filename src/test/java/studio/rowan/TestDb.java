package studio.rowan;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import studio.rowan.blog.Post;
import studio.rowan.blog.PostMapper;
import studio.rowan.blog.Sample;
import studio.rowan.blog.User;
import studio.rowan.blog.UserMapper;
import studio.rowan.db.Clock;
import studio.rowan.db.Db;
import studio.rowan.db.DbFiles;
import studio.rowan.db.Sql;
import studio.rowan.schema.SchemaObject;
import studio.rowan.schema.Table;
import studio.rowan.schema.Workspace;

/// A real database in a temporary folder, open as the studio opens it.
public final class TestDb implements AutoCloseable {
    private final Clock clock = Clock.system();
    private final DbFiles files = new DbFiles();
    private final Workspace workspace;
    private @Nullable Path ownFolder;
    private final AtomicLong told = new AtomicLong();
    private int made;

    private TestDb(Path file, Db.Options options) {
        workspace = Workspace.open(file, options, files, clock);
        workspace.addListener((_, _) -> told.incrementAndGet());
    }

    /// The sample's tables without rows, in a folder that goes when this is closed.
    public static TestDb create() {
        try {
            Path folder = Files.createTempDirectory("rowan-test-");
            TestDb db = sample(folder);
            db.ownFolder = folder;
            return db;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The sample's tables without rows.
    public static TestDb sample(Path folder) {
        Path file = folder.resolve("blog.db");
        Sample.migrate(file, new DbFiles());
        return open(file);
    }

    /// A user of the sample that no other test user is equal to.
    public User createTestUser() {
        made++;
        return createTestUser(new User.New("Test User " + made, "test" + made + "@example.com"));
    }

    public User createTestUser(User.New user) {
        return db().write("user", access -> access.mapper(UserMapper.class).insert(user))
                .await();
    }

    /// A published post of the user.
    public Post createTestPost(User author) {
        made++;
        return createTestPost(
                new Post.New("Test post " + made, "Content of post " + made, true, author.id(), null, null));
    }

    public Post createTestPost(Post.New post) {
        return db().write("post", access -> access.mapper(PostMapper.class).insert(post))
                .await();
    }

    /// A new database, filled by the statements.
    public static TestDb create(Path folder, String... statements) {
        Path file = folder.resolve("test.db");
        Db.create(file, new DbFiles());
        TestDb db = open(file);
        db.run(statements);
        return db;
    }

    public static TestDb open(Path file) {
        return new TestDb(file, Db.Options.defaults());
    }

    public static TestDb open(Path file, Db.Options options) {
        return new TestDb(file, options);
    }

    public static TestDb openReadOnly(Path file) {
        return new TestDb(file, Db.Options.defaults().withReadOnly(true));
    }

    public Workspace workspace() {
        return workspace;
    }

    public Db db() {
        return workspace.db();
    }

    public Path file() {
        return workspace.file();
    }

    /// Runs statements in one write transaction and waits until the schema is read again and all were told: who listens
    /// from then on hears of later changes only.
    public TestDb run(String... statements) {
        if (statements.length > 0) {
            db().write("test", access -> {
                        for (String sql : statements) {
                            access.execute(Sql.of(sql));
                        }
                        return true;
                    })
                    .await();
            long changes = workspace.changes();
            while (told.get() < changes) {
                Thread.onSpinWait();
            }
        }
        return this;
    }

    public SchemaObject object(String name) {
        return workspace.schema().relation(name).orElseThrow(() -> new AssertionError("no such relation: " + name));
    }

    public Table table(String name) {
        return workspace.table(object(name)).await();
    }

    @Override
    public void close() {
        workspace.close();
        clock.close();
        Path folder = ownFolder;
        if (folder != null) {
            delete(folder);
        }
    }

    private static void delete(Path folder) {
        try (var walk = Files.walk(folder)) {
            for (Path path : walk.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
